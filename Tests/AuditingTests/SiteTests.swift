import Auditing
import Classification
import Findings
import Lexing
import Linking
import Outlines
import Testing

/// What the census says of places where identifiers are made.
struct SiteTests {
    @Test(
        "source, random bits and format of what an expression makes",
        arguments: [
            ("str(uuid.uuid4())", "secure_random 122 uuid4"),
            ("uuid.uuid4()", "secure_random 122 uuid4"),
            ("uuid.uuid4().hex", "secure_random 122 {32 hex}"),
            ("uuid.uuid4().hex[:8]", "secure_random 32 {8 hex}"),
            ("uuid.uuid4().hex[:12]", "secure_random 48 {12 hex}"),
            // The 13th digit is the version, the 17th holds the variant.
            ("uuid.uuid4().hex[:16]", "secure_random 60 {16 hex}"),
            ("uuid.uuid4().hex[-12:]", "secure_random 48 {12 hex}"),
            ("uuid.uuid4().hex[8:16]", "secure_random 28 {8 hex}"),
            ("str(uuid.uuid4())[:8]", "secure_random 32 {8 hex}"),
            ("str(uuid.uuid4())[:13]", "secure_random 48 {13 hex}"),
            ("str(uuid.uuid4()).replace('-', '')[:8].upper()", "secure_random 32 {8 hex}"),
            ("str(uuid.uuid4()).split('-')[0]", "secure_random 32 {8 hex}"),
            ("uuid.uuid4().int", "secure_random 122 {number}"),
            ("secrets.token_hex(4)", "secure_random 32 {8 hex}"),
            ("secrets.token_hex()", "secure_random 256 {64 hex}"),
            ("secrets.token_urlsafe(32)", "secure_random 256 {43 base64}"),
            ("os.urandom(8).hex()", "secure_random 64 {16 hex}"),
            ("secrets.randbits(63)", "secure_random 63 {number}"),
            ("uuid.UUID(bytes=os.urandom(16))", "secure_random 128 {16 bytes}"),
            ("hashlib.sha256(uuid.uuid4().bytes).hexdigest()[:16]", "secure_random 64 {16 hex}"),
            ("random.randint(1000, 9999)", "weak_random 13 {number}"),
            ("''.join(random.choices(string.ascii_lowercase, k=8))", "weak_random 37 {8 letters}"),
            ("''.join(random.choices(string.ascii_lowercase, k=length))", "weak_random 75 {letters}"),
            ("''.join(random.choice('0123456789abcdef') for _ in range(12))", "weak_random 48 {12 letters}"),
            ("f'run_{uuid.uuid4().hex[:8]}'", "secure_random 32 run_{8 hex}"),
            (
                "f'run_{user}_{int(time.time() * 1000)}_{uuid.uuid4().hex[:8]}'",
                "secure_random 32 run_{}_{time}_{8 hex}"
            ),
            ("'run_' + str(uuid.uuid4())", "secure_random 122 run_{uuid4}"),
            ("'run_{}'.format(uuid.uuid4().hex)", "secure_random 122 run_{32 hex}"),
            ("'run_%s_%d' % (uuid.uuid4(), n)", "secure_random 122 run_{uuid4}_{}"),
            ("f'run_{int(time.time())}'", "clock 0 run_{time}"),
            ("datetime.now().strftime('%Y%m%d')", "clock 0 time"),
            ("hashlib.md5(str(time.time()).encode()).hexdigest()[:8]", "clock 0 time"),
            ("uuid.uuid1()", "clock 14 uuid1"),
            ("str(id(self))", "memory_address 0 address"),
            ("f'run_{self._counter}'", "counter 0 run_{counter}"),
            ("f'run_{self.SEQ_}'", "counter 0 run_{counter}"),
            ("hash(name)", "hash 0 hash"),
            ("uuid.uuid5(uuid.NAMESPACE_DNS, host)", "hash 0 uuid5"),
            ("f'{user}_{thread}'", "composed 0 {}_{}"),
            ("f'row_{index + 1}'", "composed 0 row_{}"),
            ("name + f'{part}'", "composed 0 {}{}"),
            ("other or str(uuid.uuid4())", "secure_random 122 uuid4"),
            ("str(uuid.uuid4()) if fresh else other", "secure_random 122 uuid4"),
        ])
    func values(expression: String, expected: String) async throws {
        let found = try await sites(["app.py": "def f(self):\n    run_id = \(expression)\n    keep(run_id)\n"]
        )
        #expect(found.map { "\($0.source.rawValue) \($0.bits) \($0.format)" } == [expected])
    }

    @Test(
        "where the value goes, and what it identifies",
        arguments: [
            ("run_id = str(uuid.uuid4())", "assignment run_id run"),
            ("self.session_id = uuid.uuid4()", "attribute session_id session"),
            ("row['eventId'] = uuid.uuid4()", "dictionary_value eventId event"),
            ("send(trace_id=uuid.uuid4())", "argument trace_id trace"),
            ("send({'id': uuid.uuid4()})", "dictionary_value id send"),
            ("Alert(id=uuid.uuid4().hex)", "argument id alert"),
            ("thread_id = old or str(uuid.uuid4())", "fallback thread_id thread"),
            ("request_id = headers.get('x', str(uuid.uuid4()))", "fallback request_id request"),
            (
                "class Job:\n    id: str = field(default_factory=lambda: str(uuid.uuid4()))",
                "field_default id job"
            ),
            ("class Job(Base):\n    id = Column(String, default=uuid.uuid4)", "field_default id job"),
            ("def f(req_id=str(uuid.uuid4())): pass", "parameter_default req_id request"),
            ("def make_conn_id():\n    return str(uuid.uuid4())", "returned make_conn_id connection"),
            ("def negotiate(c):\n    return str(uuid.uuid4())", "returned negotiate negotiate"),
            ("def f():\n    u = uuid.uuid4().hex[:8]\n    run_id = f'run_{u}'", "assignment run_id run"),
            ("def start(name, run_id): pass\nstart('a', uuid.uuid4())", "argument run_id run"),
            ("with span(span_id=uuid.uuid4()): pass", "argument span_id span"),
            ("ids = [str(uuid.uuid4()) for _ in range(3)]", "assignment ids other"),
        ])
    func sinks(source: String, expected: String) async throws {
        let found = try await sites(["app.py": source + "\n"])
        #expect(found.map { "\($0.sink.rawValue) \($0.sinkName) \($0.concept)" } == [expected])
    }

    @Test(
        "values that end in something else are no identifiers",
        arguments: [
            "csrf_token = str(uuid.uuid4())", "password = secrets.token_hex(16)", "salt = os.urandom(16)",
            "path = f'/tmp/{uuid.uuid4()}.json'", "open(f'out-{uuid.uuid4()}')",
            "table_name = f't_{uuid.uuid4().hex}'",
            "print(f'{uuid.uuid4()}')", "raise ValueError(f'no run {uuid.uuid4()}')", "start = time.time()",
            "name = f'backup_{int(time.time())}'", "delay = random.randint(1, 5)",
            "run_id = random.choice(run_ids)",
            "run_id = next(iter(runs))", "user_id = request.user_id", "run_id = f'{name}'",
            "by_chat['chat_id'] = (bot, time.time())", "seen_ids = [id(a), id(b)]",
            "x == uuid.uuid4()", "token_id = block * size + index", "token_id = first(x) + second(x)",
            "note_id = db.get('INSERT INTO notes VALUES (?, ?) RETURNING id', (text, time.time()))",
            "def f():\n    u = uuid.uuid4().hex\n    email = f'{u}@example.org'\n    save(email)",
            "def generate_nonce():\n    return str(uuid.uuid4())",
        ])
    func others(source: String) async throws {
        #expect(try await sites(["app.py": source + "\n"]) == [])
    }

    @Test("the sites of a repository are where its comments say")
    func fixture() async throws {
        let repository = try FixtureRepository("identifiers")
        let audit = await repository.audit(AuditPolicy(rules: try defaultRules()))
        #expect(
            audit.sites.map {
                "\($0.path):\($0.line): site: \($0.standing.rawValue) \($0.source.rawValue) \($0.bits) \($0.format)"
            } == repository.expectedSites)
    }

    private static let manager = """
        import uuid
        class IDManager:
            def generate_run_id(self): return str(uuid.uuid4())
            def generate_session_id(self): return str(uuid.uuid4())
            def generate_id(self): return str(uuid.uuid4())
        """

    @Test(
        "sites of the ID manager are canonical, its callers delegate, all others are scattered and told what to call"
    )
    func standing() async throws {
        let found = try await sites([
            "app/ids.py": Self.manager,
            "app/run.py": """
            import uuid
            from app.ids import IDManager
            def start():
                run_id = IDManager().generate_run_id()
                session_id = str(uuid.uuid4())
                job_id = str(uuid.uuid4())
            """,
        ])
        #expect(
            found.map { "\($0.path):\($0.line) \($0.standing.rawValue) \($0.replacement)" } == [
                "app/ids.py:3 canonical IDManager.generate_run_id()",
                "app/ids.py:4 canonical IDManager.generate_session_id()",
                "app/ids.py:5 canonical IDManager.generate_id()",
                "app/run.py:4 delegating IDManager.generate_run_id()",
                "app/run.py:5 scattered IDManager.generate_session_id()",
                "app/run.py:6 scattered IDManager.generate_id()",
            ])
    }

    @Test("the callers of a function that returns what it makes are counted, and are no sites")
    func wrappers() async throws {
        let found = try await sites([
            "app/a.py": "import uuid\ndef fresh_id(): return str(uuid.uuid4())\n",
            "app/b.py": "from app.a import fresh_id\nrun_id = fresh_id()\nuser_id = fresh_id()\n",
        ])
        #expect(found.map { "\($0.path):\($0.line)" } == ["app/a.py:2"])
        #expect(found.first?.evidence.last?.detail == "returned to 2 callers")
    }

    @Test(
        "a number that a function counts up and gives to an identifier",
        arguments: [
            ("self.n += 1; return self.n", ["return counter"]),
            ("a = self.n; self.n += 1; return a", ["a = self.n counter"]),
            ("self.n += 1; return f'r_{self.n}'", ["return r_{counter}"]),
            ("self.n += 1; send(run_id='r' + str(self.n))", ["send r{counter}"]),
            ("global n; n += 1; return n", ["return counter"]),
            ("n += 1; return n", []), ("self.n += 1; return self.m", []),
            ("self.n += 1; return self.runs[self.n]", []), ("self.n += 1; log(f'run {self.n}')", []),
        ] as [(String, [String])])
    func counters(body: String, expected: [String]) async throws {
        let lines = body.split(separator: "; ")
        let source = "class A:\n  def next_run_id(self):\n" + lines.map { "    \($0)\n" }.joined()
        let found = try await sites(["app/a.py": source])
        #expect(found.allSatisfy { $0.source == .counter })
        #expect(
            found.map { site in
                let line = String(lines[site.line - 3])
                let place = ["return", "send"].first { line.hasPrefix($0) } ?? line
                return "\(place) \(site.format)"
            } == expected)
    }

    @Test("formats of one concept are counted in production code, the commonest first")
    func drift() async throws {
        let found = try await sites([
            "app/a.py":
                "session_id = str(uuid4())\nsession_id = f'sess_{uuid4().hex}'\nsession_id = str(uuid4())\n",
            "tests/test_a.py": "session_id = uuid4().hex\n",
        ])
        #expect(
            FormatDrift.of(found).map {
                "\($0.concept): \($0.formats.map { "\($0.format) \($0.sites.count)" })"
            }
                == ["session: [\"uuid4 2\", \"sess_{32 hex} 1\"]"])
    }

    @Test(
        "columns that a schema in a text lets the database fill",
        arguments: [
            ("q(\"CREATE TABLE app.runs (id SERIAL, n INT)\")", ["id run database-schema 1"]),
            (
                "q('CREATE TABLE runs (' 'id bigserial, ' 'key_id UUID DEFAULT (uuidv7()))')",
                ["id run database-schema 1", "key_id key database-schema 1"]
            ),
            (
                "q(\"\"\"\n-- id serial\ncreate temp table if not exists \"runs\" (\n\"id\" integer generated always as identity,\nname text default 'serial'\n)\"\"\")",
                ["id run database-schema 4"]
            ),
            (
                "q('ALTER TABLE runs ADD COLUMN IF NOT EXISTS row_id SERIAL')",
                ["row_id row database-schema 1"]
            ),
            (
                "q(f'CREATE TABLE {name} (event_id UUID DEFAULT generateUUIDv4()) ENGINE = {engine}')",
                ["event_id event database-schema 1"]
            ),
            ("q('CREATE TABLE a (id INT, serial TEXT); INSERT INTO a VALUES (gen_random_uuid(), 1)')", []),
            ("q('SELECT id FROM runs WHERE serial = nextval')", []),
            (
                "q('CREATE TABLE runs (id SERIAL PRIMARY KEY REFERENCES o (serial)')",
                ["id run database-schema 1"]
            ),
            ("q('CREATE', 'id SERIAL, and a long text behind it')", []),
        ])
    func schemas(code: String, expected: [String]) async throws {
        let found = try await sites(["app.py": code + "\n"])
        #expect(found.map { "\($0.sinkName) \($0.concept) \($0.format) \($0.line)" } == expected)
        #expect(found.allSatisfy { $0.source == .external && $0.sink == .fieldDefault })
    }

    @Test("outlines keep the calls that rules of sources speak of")
    func knownCalls() throws {
        let words = MakingWords()
        for rule in try defaultRules().sourceRules {
            for glob in rule.calls {
                let name = glob.text.split(separator: ".").last.map(String.init) ?? ""
                #expect(words.knows(name), "\(rule.header.id): \(glob.text)")
            }
        }
    }

    @Test("any number of workers finds the same sites")
    func determinism() async throws {
        let source = (0..<40).map { "run_\($0)_id = f'r{$0}_{uuid4().hex[:\($0 % 20)]}'\n" }.joined()
        let files = Dictionary(uniqueKeysWithValues: (0..<12).map { ("app/m\($0).py", source) })
        let one = try await sites(files, jobs: 1)
        #expect(one.count > 100)
        #expect(try await sites(files, jobs: 5) == one)
    }

    @Test("files that are read together have the sites that each has alone")
    func together() async throws {
        let sources = [
            "run_id = f'r_{uuid4()}'\n", "def make(): return str(uuid4())\n", "stamp = time.time()\n",
            "row = {'session_id': str(id(row))}\n", "seen_ids = {id(x) for x in xs}\n",
            "class A:\n    def f(self): self.seen_ids[k] = time.monotonic()\n",
            "class A:\n    def f(self): self.user_id = time.time()\n", "",
        ]
        let files = Dictionary(
            uniqueKeysWithValues: (0..<40).map { ("app/m\($0).py", sources[$0 % sources.count]) })
        var apart: [IdentifierSite] = []
        for (path, source) in files.sorted(by: { $0.key < $1.key }) {
            apart += try await sites([path: source])
        }
        #expect(apart.count == 20)
        #expect(try await sites(files) == apart)
    }

    @Test("values nested and chained deeper than any person writes end")
    func hostile() async throws {
        let nested =
            String(repeating: "str(", count: 2_000) + "uuid4()" + String(repeating: ")", count: 2_000)
        let chained = "uuid4()" + String(repeating: ".hex", count: 2_000)
        let names = (1..<2_000).map { "    a\($0) = f'{a\($0 - 1)}'\n" }.joined()
        let source =
            "def f():\n    run_id = \(nested)\n    run_id = \(chained)\n    a0 = uuid4()\n\(names)    run_id = a1999\n"
        let found = try await sites(["app.py": source])
        #expect(found.count < 10)
    }

    /// The sites of a small repository.
    private func sites(_ files: [String: String], jobs: Int = 1) async throws -> [IdentifierSite] {
        let policy = AuditPolicy(rules: try defaultRules())
        var outliner = Outliner()
        let units = files.sorted { $0.key < $1.key }.map { path, text in
            let bytes = Array(text.utf8)
            return SourceUnit(
                path: path, language: "python", isTestCode: policy.isTestCode(path),
                outline: outliner.outline(bytes.span, language: .python))
        }
        return await AuditBuilder(await LinkedTree(units, jobs: jobs), policy, jobs: jobs).build().sites
    }
}
