PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE strings (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO strings VALUES(1,'app.ws.WebSocketManager');
INSERT INTO strings VALUES(2,'WebSocketManager');
INSERT INTO strings VALUES(3,'app/ws.py');
INSERT INTO strings VALUES(4,'python');
INSERT INTO strings VALUES(5,'websocket');
INSERT INTO strings VALUES(6,'app.ws.OldWebSocketManager');
INSERT INTO strings VALUES(7,'OldWebSocketManager');
INSERT INTO strings VALUES(8,'app.ws.FakeWebSocketManager');
INSERT INTO strings VALUES(9,'FakeWebSocketManager');
INSERT INTO strings VALUES(10,'app.ws.Real');
INSERT INTO strings VALUES(11,'app.ws.CacheManager');
INSERT INTO strings VALUES(12,'CacheManager');
INSERT INTO strings VALUES(13,'cache');
INSERT INTO strings VALUES(14,'app.ws.AgentManager');
INSERT INTO strings VALUES(15,'AgentManager');
INSERT INTO strings VALUES(16,'agent');
INSERT INTO strings VALUES(17,'app.ws.FakeUserManager');
INSERT INTO strings VALUES(18,'FakeUserManager');
INSERT INTO strings VALUES(19,'user');
INSERT INTO strings VALUES(20,'app.ws.M0Manager');
INSERT INTO strings VALUES(21,'M0Manager');
INSERT INTO strings VALUES(22,'session');
INSERT INTO strings VALUES(23,'app.ws.M1Manager');
INSERT INTO strings VALUES(24,'M1Manager');
INSERT INTO strings VALUES(25,'app.ws.M2Manager');
INSERT INTO strings VALUES(26,'M2Manager');
INSERT INTO strings VALUES(27,'app.ws.M3Manager');
INSERT INTO strings VALUES(28,'M3Manager');
INSERT INTO strings VALUES(29,'app.ws.M4Manager');
INSERT INTO strings VALUES(30,'M4Manager');
INSERT INTO strings VALUES(31,'app.ws.M5Manager');
INSERT INTO strings VALUES(32,'M5Manager');
INSERT INTO strings VALUES(33,'app.ws.M6Manager');
INSERT INTO strings VALUES(34,'M6Manager');
INSERT INTO strings VALUES(35,'app.ws.M7Manager');
INSERT INTO strings VALUES(36,'M7Manager');
INSERT INTO strings VALUES(37,'app.ws.M8Manager');
INSERT INTO strings VALUES(38,'M8Manager');
INSERT INTO strings VALUES(39,'app.ws.M9Manager');
INSERT INTO strings VALUES(40,'M9Manager');
INSERT INTO strings VALUES(41,'app.ws.M10Manager');
INSERT INTO strings VALUES(42,'M10Manager');
INSERT INTO strings VALUES(43,'app.ws.M11Manager');
INSERT INTO strings VALUES(44,'M11Manager');
INSERT INTO strings VALUES(45,'app.ws.M12Manager');
INSERT INTO strings VALUES(46,'M12Manager');
INSERT INTO strings VALUES(47,'app.ws.M13Manager');
INSERT INTO strings VALUES(48,'M13Manager');
INSERT INTO strings VALUES(49,'app.ws.M14Manager');
INSERT INTO strings VALUES(50,'M14Manager');
INSERT INTO strings VALUES(51,'app.ws.M15Manager');
INSERT INTO strings VALUES(52,'M15Manager');
INSERT INTO strings VALUES(53,'app.ws.M16Manager');
INSERT INTO strings VALUES(54,'M16Manager');
INSERT INTO strings VALUES(55,'app.ws.M17Manager');
INSERT INTO strings VALUES(56,'M17Manager');
INSERT INTO strings VALUES(57,'app.ws.M18Manager');
INSERT INTO strings VALUES(58,'M18Manager');
INSERT INTO strings VALUES(59,'app.ws.M19Manager');
INSERT INTO strings VALUES(60,'M19Manager');
INSERT INTO strings VALUES(61,'app.ws.M20Manager');
INSERT INTO strings VALUES(62,'M20Manager');
INSERT INTO strings VALUES(63,'app.ws.M21Manager');
INSERT INTO strings VALUES(64,'M21Manager');
INSERT INTO strings VALUES(65,'app.ws.M22Manager');
INSERT INTO strings VALUES(66,'M22Manager');
INSERT INTO strings VALUES(67,'app.ws.M23Manager');
INSERT INTO strings VALUES(68,'M23Manager');
INSERT INTO strings VALUES(69,'app.ws.M24Manager');
INSERT INTO strings VALUES(70,'M24Manager');
INSERT INTO strings VALUES(71,'app.ws.M25Manager');
INSERT INTO strings VALUES(72,'M25Manager');
INSERT INTO strings VALUES(73,'app.ws.M26Manager');
INSERT INTO strings VALUES(74,'M26Manager');
INSERT INTO strings VALUES(75,'app.ws.M27Manager');
INSERT INTO strings VALUES(76,'M27Manager');
INSERT INTO strings VALUES(77,'app.ws.M28Manager');
INSERT INTO strings VALUES(78,'M28Manager');
INSERT INTO strings VALUES(79,'app.ws.M29Manager');
INSERT INTO strings VALUES(80,'M29Manager');
INSERT INTO strings VALUES(81,'app.ws.M30Manager');
INSERT INTO strings VALUES(82,'M30Manager');
INSERT INTO strings VALUES(83,'app.ws.M31Manager');
INSERT INTO strings VALUES(84,'M31Manager');
INSERT INTO strings VALUES(85,'app.ws.M32Manager');
INSERT INTO strings VALUES(86,'M32Manager');
INSERT INTO strings VALUES(87,'app.ws.M33Manager');
INSERT INTO strings VALUES(88,'M33Manager');
INSERT INTO strings VALUES(89,'app.ws.M34Manager');
INSERT INTO strings VALUES(90,'M34Manager');
INSERT INTO strings VALUES(91,'app.ws.M35Manager');
INSERT INTO strings VALUES(92,'M35Manager');
INSERT INTO strings VALUES(93,'app.ws.M36Manager');
INSERT INTO strings VALUES(94,'M36Manager');
INSERT INTO strings VALUES(95,'app.ws.M37Manager');
INSERT INTO strings VALUES(96,'M37Manager');
INSERT INTO strings VALUES(97,'app.ws.M38Manager');
INSERT INTO strings VALUES(98,'M38Manager');
INSERT INTO strings VALUES(99,'app.ws.M39Manager');
INSERT INTO strings VALUES(100,'M39Manager');
INSERT INTO strings VALUES(101,'app.ws.M40Manager');
INSERT INTO strings VALUES(102,'M40Manager');
INSERT INTO strings VALUES(103,'app.ws.M41Manager');
INSERT INTO strings VALUES(104,'M41Manager');
INSERT INTO strings VALUES(105,'implementation');
INSERT INTO strings VALUES(106,'has a body');
INSERT INTO strings VALUES(107,'word in the name');
INSERT INTO strings VALUES(108,'main.py');
INSERT INTO strings VALUES(109,'run');
INSERT INTO strings VALUES(110,'send');
INSERT INTO strings VALUES(111,'user_id, timeout=, *rest');
INSERT INTO strings VALUES(112,'connections');
INSERT INTO strings VALUES(113,'');
INSERT INTO strings VALUES(114,'app.WebSocketManager');
INSERT INTO strings VALUES(115,'app.ids.new_id');
INSERT INTO strings VALUES(116,'new_id');
INSERT INTO strings VALUES(117,'app/ids.py');
INSERT INTO strings VALUES(118,'uuid-call');
INSERT INTO strings VALUES(119,'calls uuid.uuid4');
INSERT INTO strings VALUES(120,'a.py');
INSERT INTO strings VALUES(121,'5 MiB');
INSERT INTO strings VALUES(122,'x.py');
INSERT INTO strings VALUES(123,'x/__init__.py');
INSERT INTO strings VALUES(124,'b.py');
INSERT INTO strings VALUES(125,'app.Gone');
INSERT INTO strings VALUES(126,'session_id');
INSERT INTO strings VALUES(127,'sess_{8 hex}');
INSERT INTO strings VALUES(128,'UnifiedIDManager.generate_session_id()');
INSERT INTO strings VALUES(129,'surplus-manager');
INSERT INTO strings VALUES(130,'until the v1 API is gone');
INSERT INTO strings VALUES(131,'cloned-manager');
INSERT INTO strings VALUES(132,'has a similar body as WebSocketManager at app/ws.py:19');
INSERT INTO strings VALUES(133,'remove it');
INSERT INTO strings VALUES(134,'9 of 12 statements');
INSERT INTO strings VALUES(135,'a similar body, 75 %');
CREATE TABLE outlines (
    id INTEGER PRIMARY KEY,
    analyzer INTEGER NOT NULL,
    content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
    outline BLOB NOT NULL,
    UNIQUE (analyzer, content_hash)
) STRICT;
INSERT INTO outlines VALUES(1,3,x'202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f',x'0100ff');
CREATE TABLE file_states (
    root TEXT NOT NULL,
    path TEXT NOT NULL,
    size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    changed_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    device INTEGER NOT NULL,
    content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
    PRIMARY KEY (root, path)
) STRICT, WITHOUT ROWID;
INSERT INTO file_states VALUES('/tree','app/ws.py',12,1700000000000000001,2,-1,4,x'202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f');
CREATE TABLE audits (
    id INTEGER PRIMARY KEY,
    inputs_digest BLOB NOT NULL UNIQUE CHECK (length(inputs_digest) = 32),
    walked_files INTEGER NOT NULL,
    source_files INTEGER NOT NULL,
    outlined_files INTEGER NOT NULL,
    files_with_errors INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    classes INTEGER NOT NULL,
    functions INTEGER NOT NULL
) STRICT;
INSERT INTO audits VALUES(1,x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f',12,9,8,2,4000,100,50,70);
CREATE TABLE manager_rows (
    audit_id INTEGER NOT NULL REFERENCES audits,
    ordinal INTEGER NOT NULL,
    symbol_id INTEGER NOT NULL,
    name_id INTEGER NOT NULL,
    qualified_name_id INTEGER NOT NULL,
    path_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    "column" INTEGER NOT NULL,
    end_line INTEGER NOT NULL,
    kind TEXT NOT NULL,
    language_id INTEGER NOT NULL,
    role TEXT NOT NULL,
    domain_id INTEGER NOT NULL,
    is_test_code INTEGER NOT NULL,
    is_shadowed INTEGER NOT NULL,
    is_counted INTEGER NOT NULL,
    canonical TEXT NOT NULL,
    target_id INTEGER,
    method_count INTEGER NOT NULL,
    production_references INTEGER NOT NULL,
    test_references INTEGER NOT NULL, service TEXT NOT NULL DEFAULT '', contents TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (audit_id, ordinal)
) STRICT, WITHOUT ROWID;
INSERT INTO manager_rows VALUES(1,0,1,2,2,3,19,1,40,'class',4,'implementation',5,0,0,1,'proposed',NULL,3,9,1,'app','c0');
INSERT INTO manager_rows VALUES(1,1,6,7,7,3,12,1,40,'class',4,'implementation',5,0,0,1,'no',NULL,3,2,1,'app','c1');
INSERT INTO manager_rows VALUES(1,2,8,9,9,3,10,1,40,'class',4,'test_double',5,1,0,0,'no',10,3,0,1,'app','c2');
INSERT INTO manager_rows VALUES(1,3,11,12,12,3,11,1,40,'class',4,'implementation',13,0,0,1,'no',NULL,3,1,1,'app','c3');
INSERT INTO manager_rows VALUES(1,4,14,15,15,3,11,1,40,'class',4,'implementation',16,0,0,1,'no',NULL,3,1,1,'app','c4');
INSERT INTO manager_rows VALUES(1,5,17,18,18,3,10,1,40,'class',4,'test_double',19,1,0,0,'no',10,3,0,1,'app','c5');
INSERT INTO manager_rows VALUES(1,6,20,21,21,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c6');
INSERT INTO manager_rows VALUES(1,7,23,24,24,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c7');
INSERT INTO manager_rows VALUES(1,8,25,26,26,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c8');
INSERT INTO manager_rows VALUES(1,9,27,28,28,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c9');
INSERT INTO manager_rows VALUES(1,10,29,30,30,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c10');
INSERT INTO manager_rows VALUES(1,11,31,32,32,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c11');
INSERT INTO manager_rows VALUES(1,12,33,34,34,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c12');
INSERT INTO manager_rows VALUES(1,13,35,36,36,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c13');
INSERT INTO manager_rows VALUES(1,14,37,38,38,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c14');
INSERT INTO manager_rows VALUES(1,15,39,40,40,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c15');
INSERT INTO manager_rows VALUES(1,16,41,42,42,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c16');
INSERT INTO manager_rows VALUES(1,17,43,44,44,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c17');
INSERT INTO manager_rows VALUES(1,18,45,46,46,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c18');
INSERT INTO manager_rows VALUES(1,19,47,48,48,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c19');
INSERT INTO manager_rows VALUES(1,20,49,50,50,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c20');
INSERT INTO manager_rows VALUES(1,21,51,52,52,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c21');
INSERT INTO manager_rows VALUES(1,22,53,54,54,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c22');
INSERT INTO manager_rows VALUES(1,23,55,56,56,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c23');
INSERT INTO manager_rows VALUES(1,24,57,58,58,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c24');
INSERT INTO manager_rows VALUES(1,25,59,60,60,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c25');
INSERT INTO manager_rows VALUES(1,26,61,62,62,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c26');
INSERT INTO manager_rows VALUES(1,27,63,64,64,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c27');
INSERT INTO manager_rows VALUES(1,28,65,66,66,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c28');
INSERT INTO manager_rows VALUES(1,29,67,68,68,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c29');
INSERT INTO manager_rows VALUES(1,30,69,70,70,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c30');
INSERT INTO manager_rows VALUES(1,31,71,72,72,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c31');
INSERT INTO manager_rows VALUES(1,32,73,74,74,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c32');
INSERT INTO manager_rows VALUES(1,33,75,76,76,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c33');
INSERT INTO manager_rows VALUES(1,34,77,78,78,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c34');
INSERT INTO manager_rows VALUES(1,35,79,80,80,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c35');
INSERT INTO manager_rows VALUES(1,36,81,82,82,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c36');
INSERT INTO manager_rows VALUES(1,37,83,84,84,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c37');
INSERT INTO manager_rows VALUES(1,38,85,86,86,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c38');
INSERT INTO manager_rows VALUES(1,39,87,88,88,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c39');
INSERT INTO manager_rows VALUES(1,40,89,90,90,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c40');
INSERT INTO manager_rows VALUES(1,41,91,92,92,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c41');
INSERT INTO manager_rows VALUES(1,42,93,94,94,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c42');
INSERT INTO manager_rows VALUES(1,43,95,96,96,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c43');
INSERT INTO manager_rows VALUES(1,44,97,98,98,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c44');
INSERT INTO manager_rows VALUES(1,45,99,100,100,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c45');
INSERT INTO manager_rows VALUES(1,46,101,102,102,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c46');
INSERT INTO manager_rows VALUES(1,47,103,104,104,3,10,1,40,'class',4,'implementation',22,0,0,1,'no',NULL,3,0,1,'app','c47');
CREATE TABLE manager_evidence_rows (
    audit_id INTEGER NOT NULL,
    owner INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    aspect TEXT NOT NULL,
    rule_id INTEGER NOT NULL,
    weight REAL NOT NULL,
    detail_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    PRIMARY KEY (audit_id, owner, ordinal),
    FOREIGN KEY (audit_id, owner) REFERENCES manager_rows
) STRICT, WITHOUT ROWID;
INSERT INTO manager_evidence_rows VALUES(1,0,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,0,1,'domain',5,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,1,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,1,1,'domain',5,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,2,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,2,1,'domain',5,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,3,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,3,1,'domain',13,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,4,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,4,1,'domain',16,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,5,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,5,1,'domain',19,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,6,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,6,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,7,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,7,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,8,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,8,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,9,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,9,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,10,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,10,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,11,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,11,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,12,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,12,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,13,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,13,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,14,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,14,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,15,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,15,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,16,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,16,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,17,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,17,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,18,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,18,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,19,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,19,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,20,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,20,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,21,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,21,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,22,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,22,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,23,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,23,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,24,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,24,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,25,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,25,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,26,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,26,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,27,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,27,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,28,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,28,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,29,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,29,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,30,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,30,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,31,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,31,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,32,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,32,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,33,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,33,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,34,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,34,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,35,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,35,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,36,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,36,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,37,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,37,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,38,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,38,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,39,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,39,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,40,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,40,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,41,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,41,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,42,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,42,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,43,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,43,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,44,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,44,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,45,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,45,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,46,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,46,1,'domain',22,30.0,107,12);
INSERT INTO manager_evidence_rows VALUES(1,47,0,'role',105,0.0,106,0);
INSERT INTO manager_evidence_rows VALUES(1,47,1,'domain',22,30.0,107,12);
CREATE TABLE reference_rows (
    audit_id INTEGER NOT NULL,
    owner INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    path_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    scope_id INTEGER NOT NULL,
    count INTEGER NOT NULL,
    is_test_code INTEGER NOT NULL,
    PRIMARY KEY (audit_id, owner, ordinal),
    FOREIGN KEY (audit_id, owner) REFERENCES manager_rows
) STRICT, WITHOUT ROWID;
INSERT INTO reference_rows VALUES(1,0,0,108,4,109,9,0);
INSERT INTO reference_rows VALUES(1,1,0,108,4,109,2,0);
INSERT INTO reference_rows VALUES(1,2,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,3,0,108,4,109,1,0);
INSERT INTO reference_rows VALUES(1,4,0,108,4,109,1,0);
INSERT INTO reference_rows VALUES(1,5,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,6,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,7,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,8,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,9,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,10,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,11,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,12,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,13,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,14,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,15,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,16,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,17,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,18,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,19,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,20,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,21,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,22,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,23,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,24,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,25,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,26,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,27,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,28,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,29,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,30,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,31,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,32,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,33,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,34,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,35,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,36,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,37,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,38,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,39,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,40,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,41,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,42,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,43,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,44,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,45,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,46,0,108,4,109,0,0);
INSERT INTO reference_rows VALUES(1,47,0,108,4,109,0,0);
CREATE TABLE identifier_rows (
    audit_id INTEGER NOT NULL REFERENCES audits,
    ordinal INTEGER NOT NULL,
    symbol_id INTEGER NOT NULL,
    name_id INTEGER NOT NULL,
    qualified_name_id INTEGER NOT NULL,
    path_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    "column" INTEGER NOT NULL,
    language_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    concept_id INTEGER NOT NULL,
    is_test_code INTEGER NOT NULL,
    PRIMARY KEY (audit_id, ordinal)
) STRICT, WITHOUT ROWID;
INSERT INTO identifier_rows VALUES(1,0,115,116,116,117,3,1,4,'scattered_generator',22,0);
CREATE TABLE identifier_evidence_rows (
    audit_id INTEGER NOT NULL,
    owner INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    aspect TEXT NOT NULL,
    rule_id INTEGER NOT NULL,
    weight REAL NOT NULL,
    detail_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    PRIMARY KEY (audit_id, owner, ordinal),
    FOREIGN KEY (audit_id, owner) REFERENCES identifier_rows
) STRICT, WITHOUT ROWID;
INSERT INTO identifier_evidence_rows VALUES(1,0,0,'identifier',118,0.0,119,0);
CREATE TABLE skip_rows (
    audit_id INTEGER NOT NULL REFERENCES audits,
    ordinal INTEGER NOT NULL,
    path_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    is_source INTEGER NOT NULL,
    detail_id INTEGER NOT NULL,
    PRIMARY KEY (audit_id, ordinal)
) STRICT, WITHOUT ROWID;
INSERT INTO skip_rows VALUES(1,0,120,'too_large',1,121);
CREATE TABLE shadowed_module_rows (
    audit_id INTEGER NOT NULL REFERENCES audits,
    ordinal INTEGER NOT NULL,
    path_id INTEGER NOT NULL,
    shadowed_by_id INTEGER NOT NULL,
    PRIMARY KEY (audit_id, ordinal)
) STRICT, WITHOUT ROWID;
INSERT INTO shadowed_module_rows VALUES(1,0,122,123);
CREATE TABLE dangling_import_rows (
    audit_id INTEGER NOT NULL REFERENCES audits,
    ordinal INTEGER NOT NULL,
    path_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    name_id INTEGER NOT NULL,
    PRIMARY KEY (audit_id, ordinal)
) STRICT, WITHOUT ROWID;
INSERT INTO dangling_import_rows VALUES(1,0,124,2,125);
CREATE TABLE scans (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    audit_id INTEGER NOT NULL REFERENCES audits,
    root TEXT NOT NULL,
    started_at_ms INTEGER NOT NULL,
    commit_id TEXT,
    tool_version TEXT NOT NULL,
    rules_digest TEXT NOT NULL,
    config_digest TEXT NOT NULL,
    scope TEXT NOT NULL,
    pattern TEXT NOT NULL,
    walk_ms REAL NOT NULL,
    read_ms REAL NOT NULL,
    link_ms REAL NOT NULL,
    classify_ms REAL NOT NULL,
    store_ms REAL NOT NULL,
    files INTEGER NOT NULL,
    outlined INTEGER NOT NULL,
    lexed INTEGER NOT NULL,
    reused INTEGER NOT NULL
) STRICT;
INSERT INTO scans VALUES(1,1,'/tree',1700000000123,'abc123','0.1','rules','config','production and tests','*Manager',1.0,2.5,3.0,0.0,0.0,9,8,7,1);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('scans',1);
CREATE TABLE budgets (
    scan_id INTEGER NOT NULL REFERENCES scans,
    domain TEXT NOT NULL,
    budget INTEGER NOT NULL,
    PRIMARY KEY (scan_id, domain)
) STRICT, WITHOUT ROWID;
INSERT INTO budgets VALUES(1,'agent',0);
INSERT INTO budgets VALUES(1,'cache',2);
INSERT INTO budgets VALUES(1,'empty',3);
INSERT INTO budgets VALUES(1,'websocket',1);
CREATE VIEW latest_scan AS
    SELECT * FROM scans ORDER BY id DESC LIMIT 1;
CREATE VIEW manager_references AS
    SELECT symbol.text AS symbol, path.text AS file, m.line, used.text AS used_in_file,
        r.line AS used_at_line, scope.text AS used_in_scope, r.count, r.is_test_code AS test_code
    FROM latest_scan AS scan
    JOIN reference_rows AS r ON r.audit_id = scan.audit_id
    JOIN manager_rows AS m ON m.audit_id = r.audit_id AND m.ordinal = r.owner
    JOIN strings AS symbol ON symbol.id = m.symbol_id
    JOIN strings AS path ON path.id = m.path_id
    JOIN strings AS used ON used.id = r.path_id
    JOIN strings AS scope ON scope.id = r.scope_id
    ORDER BY r.owner, r.ordinal;
CREATE VIEW skipped_files AS
    SELECT path.text AS file, s.reason, s.is_source AS source, detail.text AS detail
    FROM latest_scan AS scan
    JOIN skip_rows AS s ON s.audit_id = scan.audit_id
    JOIN strings AS path ON path.id = s.path_id
    JOIN strings AS detail ON detail.id = s.detail_id
    ORDER BY s.ordinal;
CREATE VIEW shadowed_modules AS
    SELECT path.text AS file, shadowed_by.text AS shadowed_by
    FROM latest_scan AS scan
    JOIN shadowed_module_rows AS s ON s.audit_id = scan.audit_id
    JOIN strings AS path ON path.id = s.path_id
    JOIN strings AS shadowed_by ON shadowed_by.id = s.shadowed_by_id
    ORDER BY s.ordinal;
CREATE VIEW dangling_imports AS
    SELECT path.text AS file, d.line, name.text AS name
    FROM latest_scan AS scan
    JOIN dangling_import_rows AS d ON d.audit_id = scan.audit_id
    JOIN strings AS path ON path.id = d.path_id
    JOIN strings AS name ON name.id = d.name_id
    ORDER BY d.ordinal;
CREATE TABLE manager_member_rows (
    audit_id INTEGER NOT NULL,
    owner INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    name_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    parameters_id INTEGER NOT NULL,
    is_async INTEGER NOT NULL,
    is_inherited INTEGER NOT NULL,
    PRIMARY KEY (audit_id, owner, ordinal),
    FOREIGN KEY (audit_id, owner) REFERENCES manager_rows
) STRICT, WITHOUT ROWID;
INSERT INTO manager_member_rows VALUES(1,0,0,110,'method',111,1,0);
INSERT INTO manager_member_rows VALUES(1,0,1,112,'field',113,0,1);
CREATE TABLE manager_import_rows (
    audit_id INTEGER NOT NULL,
    owner INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    name_id INTEGER NOT NULL,
    production_files INTEGER NOT NULL,
    test_files INTEGER NOT NULL,
    PRIMARY KEY (audit_id, owner, ordinal),
    FOREIGN KEY (audit_id, owner) REFERENCES manager_rows
) STRICT, WITHOUT ROWID;
INSERT INTO manager_import_rows VALUES(1,0,0,114,2,1);
CREATE TABLE revisions (
    inputs_digest BLOB NOT NULL PRIMARY KEY CHECK (length(inputs_digest) = 32),
    audit_id INTEGER NOT NULL REFERENCES audits,
    root TEXT NOT NULL,
    "commit" TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE duplicate_group_rows (
    audit_id INTEGER NOT NULL REFERENCES audits,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    domain_id INTEGER NOT NULL,
    is_across_services INTEGER NOT NULL,
    PRIMARY KEY (audit_id, ordinal)
) STRICT, WITHOUT ROWID;
INSERT INTO duplicate_group_rows VALUES(1,0,'class',5,0);
CREATE TABLE duplicate_member_rows (
    audit_id INTEGER NOT NULL,
    owner INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    symbol_id INTEGER NOT NULL,
    name_id INTEGER NOT NULL,
    qualified_name_id INTEGER NOT NULL,
    path_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    "column" INTEGER NOT NULL,
    end_line INTEGER NOT NULL,
    service TEXT NOT NULL,
    role TEXT,
    canonical TEXT NOT NULL,
    is_test_code INTEGER NOT NULL,
    is_shadowed INTEGER NOT NULL,
    is_placeholder INTEGER NOT NULL,
    contents TEXT NOT NULL,
    PRIMARY KEY (audit_id, owner, ordinal),
    FOREIGN KEY (audit_id, owner) REFERENCES duplicate_group_rows
) STRICT, WITHOUT ROWID;
INSERT INTO duplicate_member_rows VALUES(1,0,0,6,7,7,3,12,1,40,'app','implementation','no',0,0,0,'');
INSERT INTO duplicate_member_rows VALUES(1,0,1,1,2,2,3,19,1,40,'app','implementation','proposed',0,0,0,'');
CREATE TABLE duplicate_pair_rows (
    audit_id INTEGER NOT NULL,
    owner INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    left_member INTEGER NOT NULL,
    right_member INTEGER NOT NULL,
    kind TEXT NOT NULL,
    score REAL NOT NULL,
    PRIMARY KEY (audit_id, owner, ordinal),
    FOREIGN KEY (audit_id, owner) REFERENCES duplicate_group_rows
) STRICT, WITHOUT ROWID;
INSERT INTO duplicate_pair_rows VALUES(1,0,0,0,1,'similar_body',0.75);
CREATE TABLE site_rows (
    audit_id INTEGER NOT NULL REFERENCES audits,
    ordinal INTEGER NOT NULL,
    path_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    symbol_id INTEGER NOT NULL,
    scope_id INTEGER NOT NULL,
    sink_name_id INTEGER NOT NULL,
    sink TEXT NOT NULL,
    source TEXT NOT NULL,
    bits INTEGER NOT NULL,
    format_id INTEGER NOT NULL,
    concept_id INTEGER NOT NULL,
    standing TEXT NOT NULL,
    replacement_id INTEGER NOT NULL,
    is_test_code INTEGER NOT NULL,
    PRIMARY KEY (audit_id, ordinal)
) STRICT, WITHOUT ROWID;
INSERT INTO site_rows VALUES(1,0,117,4,115,116,126,'returned','secure_random',32,127,22,'scattered',128,0);
INSERT INTO site_rows VALUES(1,1,117,9,115,116,126,'returned','secure_random',32,127,22,'delegating',128,0);
CREATE TABLE site_evidence_rows (
    audit_id INTEGER NOT NULL,
    owner INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    aspect TEXT NOT NULL,
    rule_id INTEGER NOT NULL,
    weight REAL NOT NULL,
    detail_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    PRIMARY KEY (audit_id, owner, ordinal),
    FOREIGN KEY (audit_id, owner) REFERENCES site_rows
) STRICT, WITHOUT ROWID;
INSERT INTO site_evidence_rows VALUES(1,0,0,'identifier',118,0.0,119,4);
CREATE TABLE allowance_rows (
    audit_id INTEGER NOT NULL REFERENCES audits,
    ordinal INTEGER NOT NULL,
    path_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    first_line INTEGER NOT NULL,
    last_line INTEGER NOT NULL,
    rule_id INTEGER NOT NULL,
    reason_id INTEGER NOT NULL,
    PRIMARY KEY (audit_id, ordinal)
) STRICT, WITHOUT ROWID;
INSERT INTO allowance_rows VALUES(1,0,3,11,12,40,129,130);
CREATE TABLE finding_rows (
    audit_id INTEGER NOT NULL REFERENCES audits,
    ordinal INTEGER NOT NULL,
    rule_id INTEGER NOT NULL,
    severity TEXT NOT NULL,
    domain_id INTEGER NOT NULL,
    symbol_id INTEGER NOT NULL,
    qualified_name_id INTEGER NOT NULL,
    path_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    "column" INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    fix_id INTEGER NOT NULL,
    is_test_code INTEGER NOT NULL,
    contents TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (audit_id, ordinal)
) STRICT, WITHOUT ROWID;
INSERT INTO finding_rows VALUES(1,0,131,'error',5,6,7,3,12,1,132,133,0,'c1','eb9e0f4f4c865007');
CREATE TABLE finding_evidence_rows (
    audit_id INTEGER NOT NULL,
    owner INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    aspect TEXT NOT NULL,
    rule_id INTEGER NOT NULL,
    weight REAL NOT NULL,
    detail_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    PRIMARY KEY (audit_id, owner, ordinal),
    FOREIGN KEY (audit_id, owner) REFERENCES finding_rows
) STRICT, WITHOUT ROWID;
INSERT INTO finding_evidence_rows VALUES(1,0,0,'match',131,0.0,134,0);
CREATE TABLE finding_place_rows (
    audit_id INTEGER NOT NULL,
    owner INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    symbol_id INTEGER NOT NULL,
    path_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    note_id INTEGER NOT NULL,
    PRIMARY KEY (audit_id, owner, ordinal),
    FOREIGN KEY (audit_id, owner) REFERENCES finding_rows
) STRICT, WITHOUT ROWID;
INSERT INTO finding_place_rows VALUES(1,0,0,1,3,19,135);
CREATE VIEW managers AS
    SELECT domain.text AS domain, m.role, m.is_counted AS counted, name.text AS name,
        symbol.text AS symbol, path.text AS file, m.line, m."column", m.end_line, m.kind,
        language.text AS language, target.text AS target, m.canonical, m.is_test_code AS test_code,
        m.is_shadowed AS shadowed, m.method_count AS methods, m.production_references,
        m.test_references, m.service
    FROM latest_scan AS scan
    JOIN manager_rows AS m ON m.audit_id = scan.audit_id
    JOIN strings AS domain ON domain.id = m.domain_id
    JOIN strings AS name ON name.id = m.name_id
    JOIN strings AS symbol ON symbol.id = m.symbol_id
    JOIN strings AS path ON path.id = m.path_id
    JOIN strings AS language ON language.id = m.language_id
    LEFT JOIN strings AS target ON target.id = m.target_id
    ORDER BY m.ordinal;
CREATE VIEW id_functions AS
    SELECT path.text AS file, i.line, i."column", name.text AS name, symbol.text AS symbol, i.kind,
        concept.text AS concept, language.text AS language, i.is_test_code AS test_code
    FROM latest_scan AS scan
    JOIN identifier_rows AS i ON i.audit_id = scan.audit_id
    JOIN strings AS path ON path.id = i.path_id
    JOIN strings AS name ON name.id = i.name_id
    JOIN strings AS symbol ON symbol.id = i.symbol_id
    JOIN strings AS concept ON concept.id = i.concept_id
    JOIN strings AS language ON language.id = i.language_id
    ORDER BY i.ordinal;
CREATE VIEW id_sites AS
    SELECT path.text AS file, s.line, name.text AS name, symbol.text AS symbol, s.sink, s.source,
        s.bits, format.text AS format, concept.text AS concept, s.standing,
        replacement.text AS replacement, s.is_test_code AS test_code
    FROM latest_scan AS scan
    JOIN site_rows AS s ON s.audit_id = scan.audit_id
    JOIN strings AS path ON path.id = s.path_id
    JOIN strings AS name ON name.id = s.sink_name_id
    JOIN strings AS symbol ON symbol.id = s.symbol_id
    JOIN strings AS format ON format.id = s.format_id
    JOIN strings AS concept ON concept.id = s.concept_id
    JOIN strings AS replacement ON replacement.id = s.replacement_id
    ORDER BY s.ordinal;
CREATE VIEW manager_members AS
    SELECT symbol.text AS symbol, path.text AS file, m.line, name.text AS member, o.kind,
        parameters.text AS parameters, o.is_async AS async, o.is_inherited AS inherited
    FROM latest_scan AS scan
    JOIN manager_member_rows AS o ON o.audit_id = scan.audit_id
    JOIN manager_rows AS m ON m.audit_id = o.audit_id AND m.ordinal = o.owner
    JOIN strings AS symbol ON symbol.id = m.symbol_id
    JOIN strings AS path ON path.id = m.path_id
    JOIN strings AS name ON name.id = o.name_id
    JOIN strings AS parameters ON parameters.id = o.parameters_id
    ORDER BY o.owner, o.ordinal;
CREATE VIEW manager_imports AS
    SELECT symbol.text AS symbol, path.text AS file, m.line, name.text AS imported_as,
        i.production_files, i.test_files
    FROM latest_scan AS scan
    JOIN manager_import_rows AS i ON i.audit_id = scan.audit_id
    JOIN manager_rows AS m ON m.audit_id = i.audit_id AND m.ordinal = i.owner
    JOIN strings AS symbol ON symbol.id = m.symbol_id
    JOIN strings AS path ON path.id = m.path_id
    JOIN strings AS name ON name.id = i.name_id
    ORDER BY i.owner, i.ordinal;
CREATE VIEW findings AS
    SELECT rule.text AS rule, f.severity, domain.text AS domain, symbol.text AS symbol,
        path.text AS file, f.line, f."column", message.text AS message, fix.text AS fix,
        f.is_test_code AS test_code, f.fingerprint
    FROM latest_scan AS scan
    JOIN finding_rows AS f ON f.audit_id = scan.audit_id
    JOIN strings AS rule ON rule.id = f.rule_id
    JOIN strings AS domain ON domain.id = f.domain_id
    JOIN strings AS symbol ON symbol.id = f.symbol_id
    JOIN strings AS path ON path.id = f.path_id
    JOIN strings AS message ON message.id = f.message_id
    JOIN strings AS fix ON fix.id = f.fix_id
    ORDER BY f.ordinal;
CREATE VIEW finding_places AS
    SELECT rule.text AS rule, symbol.text AS symbol, path.text AS file, f.line,
        other.text AS other_symbol, place.text AS other_file, p.line AS other_line, note.text AS note
    FROM latest_scan AS scan
    JOIN finding_place_rows AS p ON p.audit_id = scan.audit_id
    JOIN finding_rows AS f ON f.audit_id = p.audit_id AND f.ordinal = p.owner
    JOIN strings AS rule ON rule.id = f.rule_id
    JOIN strings AS symbol ON symbol.id = f.symbol_id
    JOIN strings AS path ON path.id = f.path_id
    JOIN strings AS other ON other.id = p.symbol_id
    JOIN strings AS place ON place.id = p.path_id
    JOIN strings AS note ON note.id = p.note_id
    ORDER BY p.owner, p.ordinal;
CREATE VIEW duplicate_members AS
    SELECT m.owner + 1 AS group_number, g.kind, domain.text AS domain, symbol.text AS symbol,
        name.text AS name, path.text AS file, m.line, m.end_line, m.service, m.role, m.canonical,
        m.is_test_code AS test_code, m.is_shadowed AS shadowed, m.is_placeholder AS placeholder,
        g.is_across_services AS across_services
    FROM latest_scan AS scan
    JOIN duplicate_member_rows AS m ON m.audit_id = scan.audit_id
    JOIN duplicate_group_rows AS g ON g.audit_id = m.audit_id AND g.ordinal = m.owner
    JOIN strings AS domain ON domain.id = g.domain_id
    JOIN strings AS symbol ON symbol.id = m.symbol_id
    JOIN strings AS name ON name.id = m.name_id
    JOIN strings AS path ON path.id = m.path_id
    ORDER BY m.owner, m.ordinal;
CREATE VIEW duplicates AS
    SELECT p.owner + 1 AS group_number, g.kind, domain.text AS domain, p.kind AS evidence, p.score,
        symbol.text AS symbol, path.text AS file, l.line, l.role,
        other.text AS other_symbol, place.text AS other_file, r.line AS other_line,
        r.role AS other_role, g.is_across_services AS across_services
    FROM latest_scan AS scan
    JOIN duplicate_pair_rows AS p ON p.audit_id = scan.audit_id
    JOIN duplicate_group_rows AS g ON g.audit_id = p.audit_id AND g.ordinal = p.owner
    JOIN duplicate_member_rows AS l
        ON l.audit_id = p.audit_id AND l.owner = p.owner AND l.ordinal = p.left_member
    JOIN duplicate_member_rows AS r
        ON r.audit_id = p.audit_id AND r.owner = p.owner AND r.ordinal = p.right_member
    JOIN strings AS domain ON domain.id = g.domain_id
    JOIN strings AS symbol ON symbol.id = l.symbol_id
    JOIN strings AS path ON path.id = l.path_id
    JOIN strings AS other ON other.id = r.symbol_id
    JOIN strings AS place ON place.id = r.path_id
    ORDER BY p.owner, p.ordinal;
CREATE VIEW waivers_in_comments AS
    SELECT path.text AS file, a.line, a.first_line, a.last_line, rule.text AS rule,
        reason.text AS reason
    FROM latest_scan AS scan
    JOIN allowance_rows AS a ON a.audit_id = scan.audit_id
    JOIN strings AS path ON path.id = a.path_id
    JOIN strings AS rule ON rule.id = a.rule_id
    JOIN strings AS reason ON reason.id = a.reason_id
    ORDER BY a.ordinal;
CREATE VIEW evidence AS
    WITH reasons AS (
        SELECT m.symbol_id, m.path_id, m.line, 'manager' AS subject, e.aspect, e.rule_id, e.weight,
            e.detail_id, e.line AS seen_at_line
        FROM latest_scan AS scan
        JOIN manager_evidence_rows AS e ON e.audit_id = scan.audit_id
        JOIN manager_rows AS m ON m.audit_id = e.audit_id AND m.ordinal = e.owner
        UNION ALL
        SELECT i.symbol_id, i.path_id, i.line, 'id_function', e.aspect, e.rule_id, e.weight,
            e.detail_id, e.line
        FROM latest_scan AS scan
        JOIN identifier_evidence_rows AS e ON e.audit_id = scan.audit_id
        JOIN identifier_rows AS i ON i.audit_id = e.audit_id AND i.ordinal = e.owner
        UNION ALL
        SELECT s.symbol_id, s.path_id, s.line, 'id_site', e.aspect, e.rule_id, e.weight,
            e.detail_id, e.line
        FROM latest_scan AS scan
        JOIN site_evidence_rows AS e ON e.audit_id = scan.audit_id
        JOIN site_rows AS s ON s.audit_id = e.audit_id AND s.ordinal = e.owner
        UNION ALL
        SELECT f.symbol_id, f.path_id, f.line, 'finding', e.aspect, e.rule_id, e.weight,
            e.detail_id, e.line
        FROM latest_scan AS scan
        JOIN finding_evidence_rows AS e ON e.audit_id = scan.audit_id
        JOIN finding_rows AS f ON f.audit_id = e.audit_id AND f.ordinal = e.owner
    )
    SELECT symbol.text AS symbol, path.text AS file, r.line, r.subject, r.aspect, rule.text AS rule,
        r.weight, detail.text AS detail, r.seen_at_line
    FROM reasons AS r
    JOIN strings AS symbol ON symbol.id = r.symbol_id
    JOIN strings AS path ON path.id = r.path_id
    JOIN strings AS rule ON rule.id = r.rule_id
    JOIN strings AS detail ON detail.id = r.detail_id;
CREATE VIEW compliance AS
    WITH scan AS (SELECT id, audit_id FROM latest_scan),
    canonicals AS (
        SELECT m.domain_id, min(m.ordinal) AS ordinal
        FROM scan
        JOIN manager_rows AS m ON m.audit_id = scan.audit_id AND m.canonical <> 'no'
        GROUP BY m.domain_id
    ),
    counts AS (
        SELECT domain.text AS domain, sum(m.is_counted) AS counted,
            sum(m.is_counted * m.production_references) AS reference_count,
            sum(CASE WHEN m.is_counted AND c.ordinal IS NOT NULL AND m.symbol_id = c.symbol_id
                THEN m.production_references ELSE 0 END) AS to_canonical
        FROM scan
        JOIN manager_rows AS m ON m.audit_id = scan.audit_id
        JOIN strings AS domain ON domain.id = m.domain_id
        LEFT JOIN (
            SELECT canonicals.domain_id, canonicals.ordinal, n.symbol_id
            FROM scan
            JOIN canonicals
            JOIN manager_rows AS n ON n.audit_id = scan.audit_id AND n.ordinal = canonicals.ordinal
        ) AS c ON c.domain_id = m.domain_id
        GROUP BY domain.text
    ),
    domains AS (
        SELECT domain FROM counts
        UNION
        SELECT domain FROM scan JOIN budgets ON budgets.scan_id = scan.id
    ),
    figures AS (
        SELECT domains.domain, coalesce(counts.counted, 0) AS counted,
            coalesce(budgets.budget, 1) AS budget,
            CASE domains.domain WHEN 'other' THEN 0
                ELSE max(0, coalesce(counts.counted, 0) - coalesce(budgets.budget, 1)) END AS surplus,
            coalesce(counts.reference_count, 0) AS reference_count,
            coalesce(counts.to_canonical, 0) AS to_canonical
        FROM scan
        JOIN domains
        LEFT JOIN counts ON counts.domain = domains.domain
        LEFT JOIN budgets ON budgets.scan_id = scan.id AND budgets.domain = domains.domain
    )
    SELECT domain, counted, budget, surplus,
        CASE counted WHEN 0 THEN 100.0 ELSE 100.0 * (counted - surplus) / counted END
            AS definition_compliance,
        to_canonical, reference_count AS "references",
        CASE reference_count WHEN 0 THEN 100.0 ELSE 100.0 * to_canonical / reference_count END
            AS usage_compliance
    FROM figures
    ORDER BY domain;
CREATE VIEW id_compliance AS
    SELECT coalesce(sum(s.standing <> 'scattered'), 0) AS canonical_or_delegating,
        count(s.ordinal) AS sites,
        CASE count(s.ordinal) WHEN 0 THEN 100.0
            ELSE 100.0 * sum(s.standing <> 'scattered') / count(s.ordinal) END AS id_compliance
    FROM latest_scan AS scan
    LEFT JOIN site_rows AS s ON s.audit_id = scan.audit_id AND s.is_test_code = 0
        AND (s.source IN ('secure_random', 'weak_random', 'clock', 'counter', 'memory_address')
            OR s.source = 'external' AND s.standing = 'delegating')
    GROUP BY scan.id;
CREATE VIEW id_formats AS
    SELECT concept.text AS concept, format.text AS format, count(*) AS sites,
        min(path.text || ':' || s.line) AS first_place
    FROM latest_scan AS scan
    JOIN site_rows AS s ON s.audit_id = scan.audit_id AND s.is_test_code = 0
        AND s.source IN ('secure_random', 'weak_random', 'clock', 'counter', 'memory_address')
    JOIN strings AS path ON path.id = s.path_id
    JOIN strings AS format ON format.id = s.format_id
    JOIN strings AS concept ON concept.id = s.concept_id
    GROUP BY concept.text, format.text
    ORDER BY concept.text, sites DESC, format.text;
CREATE VIEW id_format_drift AS
    SELECT concept, count(*) AS formats, sum(sites) AS sites
    FROM id_formats
    GROUP BY concept
    ORDER BY formats DESC, concept;
CREATE VIEW scan_history AS
    SELECT scan.id AS scan, scan.root,
        strftime('%Y-%m-%dT%H:%M:%SZ', scan.started_at_ms / 1000, 'unixepoch') AS started_at,
        scan.commit_id, scan.tool_version, scan.rules_digest,
        scan.config_digest, scan.scope, scan.pattern, scan.files, scan.outlined, scan.lexed,
        scan.reused, audits.files_with_errors, audits.lines,
        (SELECT count(*) FROM manager_rows AS m WHERE m.audit_id = scan.audit_id) AS managers,
        (SELECT coalesce(sum(m.is_counted), 0) FROM manager_rows AS m
            WHERE m.audit_id = scan.audit_id) AS counted,
        (SELECT count(*) FROM duplicate_group_rows AS g WHERE g.audit_id = scan.audit_id)
            AS duplicate_groups,
        (SELECT count(*) FROM finding_rows AS f WHERE f.audit_id = scan.audit_id) AS findings,
        scan.walk_ms, scan.read_ms, scan.link_ms, scan.classify_ms, scan.store_ms
    FROM scans AS scan
    JOIN audits ON audits.id = scan.audit_id
    ORDER BY scan.id;
CREATE TABLE conformance_runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    audit_id INTEGER NOT NULL REFERENCES audits,
    root TEXT NOT NULL,
    started_at_ms INTEGER NOT NULL,
    commit_id TEXT,
    tool_version TEXT NOT NULL,
    contract TEXT NOT NULL,
    subject TEXT NOT NULL,
    name TEXT,
    seed INTEGER NOT NULL
) STRICT;
CREATE INDEX conformance_runs_of_contract ON conformance_runs (root, contract, id);
CREATE TABLE conformance_result_rows (
    run_id INTEGER NOT NULL REFERENCES conformance_runs,
    requirement TEXT NOT NULL,
    numbers TEXT NOT NULL,
    is_must INTEGER NOT NULL,
    statement TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    place TEXT,
    call TEXT,
    expected TEXT,
    observed TEXT,
    transcript TEXT,
    PRIMARY KEY (run_id, requirement)
) STRICT, WITHOUT ROWID;
CREATE VIEW conformance AS
    SELECT run.root, run.contract, run.subject, run.commit_id AS "commit", result.requirement,
        result.numbers, CASE WHEN result.is_must THEN 'MUST' ELSE 'SHOULD' END AS level,
        result.outcome, result.reason, result.call, result.expected, result.observed
    FROM conformance_runs AS run
    JOIN conformance_result_rows AS result ON result.run_id = run.id
    WHERE run.id IN (SELECT max(id) FROM conformance_runs GROUP BY root, contract)
    ORDER BY run.root, run.contract, result.requirement;
COMMIT;
