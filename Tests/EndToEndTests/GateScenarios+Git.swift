extension GateScenario {
    private static let legacy = "app/websocket/legacy.py"
    private static let sinceMain = ["gate", "--new-since", "main"]

    private static func addRoom(_ scene: GateScene) throws {
        try scene.write("app/api/rooms.py", Source.manager("RoomWebSocketManager"))
    }

    /// Without a baseline, so that the base alone decides what is new.
    private static func branch(_ scene: GateScene) throws {
        try scene.shell("git rm -q .ssot-baseline.jsonl && git commit -q -m bare && git switch -q -c topic")
    }

    /// What a base in git makes of changes.
    static let bases: [GateScenario] = [
        GateScenario(
            "a branch that changes nothing", 0,
            says: ["0 new, 1 in the base already", "the last that this tree shares with main"], run: sinceMain
        ) {
            try branch($0)
        },
        GateScenario(
            "a branch that adds a manager", 1, says: ["1 new, 1 in the base already"], run: sinceMain
        ) {
            try branch($0)
            try addRoom($0)
            try $0.commit()
        },
        GateScenario(
            "a manager that is not committed yet", 1, says: ["app/api/rooms.py:1:1"],
            run: ["gate", "--new-since", "HEAD"]
        ) {
            try branch($0)
            try addRoom($0)
        },
        GateScenario(
            "a branch that moves and renames", 0, says: ["0 new, 1 in the base already"], run: sinceMain
        ) {
            try branch($0)
            try $0.shell("git mv \(legacy) app/api/old.py")
            try $0.shell("sed -i 's/Legacy/Old/;s/websocket.legacy/api.old/' app/api/old.py app/main.py")
            try $0.commit()
        },
        GateScenario("a branch that copies", 1, says: ["app/api/copy.py:1:1"], run: sinceMain) {
            try branch($0)
            try $0.shell("cp \(legacy) app/api/copy.py")
            try $0.commit()
        },
        GateScenario(
            "what main added meanwhile, merged in, is not the branch's", 0,
            says: ["0 new, 2 in the base already"],
            run: sinceMain
        ) {
            try branch($0)
            try $0.write("app/api/rest.py", "x = 1\n")
            try $0.commit()
            try $0.shell("git switch -q main")
            try addRoom($0)
            try $0.commit()
            try $0.shell("git switch -q topic && git merge -q --no-edit main")
        },
        GateScenario(
            "what main added meanwhile, not merged in, is not the branch's", 0,
            says: ["0 new, 1 in the base"], run: sinceMain
        ) {
            try branch($0)
            try $0.write("app/api/rest.py", "x = 1\n")
            try $0.commit()
            try $0.shell(
                "git switch -q main && git rm -q \(legacy) && git commit -q -m away && git switch -q topic")
        },
        GateScenario("a branch that adds behind a merge", 1, says: ["1 new"], run: sinceMain) {
            try branch($0)
            try $0.shell(
                "git switch -q main && echo 'x = 1' > app/y.py && git add -A && git commit -q -m y && git switch -q topic"
            )
            try addRoom($0)
            try $0.commit()
            try $0.shell("git merge -q --no-edit main")
        },
        GateScenario(
            "an unknown revision", 2, says: ["unknown revision \"nowhere\""],
            run: ["gate", "--new-since", "nowhere"]
        ) { _ in },
        GateScenario(
            "a revision that looks like an option", 2, says: ["unknown revision \"--all\""],
            run: ["gate", "--new-since=--all"]
        ) { _ in },
        GateScenario("no repository", 2, says: ["not in a git repository"], run: sinceMain) {
            try $0.shell("rm -rf .git")
        },
        GateScenario(
            "a shallow clone that lacks the base", 2,
            says: ["the clone is shallow", "git fetch --unshallow"],
            run: ["gate", "shallow", "--new-since", "origin/topic"]
        ) {
            try $0.shell(
                "git switch -q -c topic && git commit -q --allow-empty -m t && git switch -q main && git commit -q --allow-empty -m m"
            )
            try $0.shell("git clone -q --depth 1 --no-single-branch \"file://$PWD\" shallow")
        },
        GateScenario(
            "histories that share nothing", 2, says: ["share no commit"],
            run: ["gate", "--new-since", "other"]
        ) {
            try $0.shell(
                "git switch -q --orphan other && git commit -q --allow-empty -m o && git switch -q main")
        },
        GateScenario(
            "a base without the audited folder", 1, says: [" new, 0 in the base already"],
            run: ["gate", "extra", "--new-since", "main"]
        ) {
            try branch($0)
            try $0.write("extra/.ssot.yaml", "version: 1\n")
            try $0.write("extra/a.py", Source.rival)
            try $0.write("extra/b.py", Source.manager("RoomWebSocketManager"))
            try $0.write(
                "extra/c.py", Source.manager("HallWebSocketManager").replacing("open_sockets", with: "halls"))
            try $0.commit()
        },
        GateScenario(
            "an ignored folder is ignored in the base too, and what comes out of it is old", 0,
            says: ["0 new, 2 in the base already"], run: sinceMain
        ) {
            try addRoom($0)
            try $0.write(".ssotignore", "rooms.py\n")
            try $0.commit()
            try branch($0)
            try $0.shell("git rm -q .ssotignore")
            try $0.commit()
        },
        GateScenario(
            "a missing object", 2, says: ["is missing, the clone is partial or damaged"], run: sinceMain
        ) {
            try $0.shell(
                "git rm -q app/main.py && echo 'y = 1' > app/other.py && git add -A && git commit -q -m o && git switch -q -c topic"
            )
            try $0.shell(
                "id=$(git rev-parse main:app/other.py) && rm -f .git/objects/$(echo $id | cut -c1-2)/$(echo $id | cut -c3-)"
            )
        },
        GateScenario(
            "a partial clone that lacks the contents of the base: nothing is fetched", 2,
            says: ["is missing, the clone is partial or damaged"],
            run: ["gate", "partial", "--new-since", "HEAD~1"]
        ) {
            try $0.edit("app/main.py", "legacy = ", "older = ")
            try $0.commit()
            try $0.shell("git config uploadpack.allowFilter true")
            try $0.shell("git clone -q --filter=blob:none \"file://$PWD\" partial")
            try $0.shell("cd partial && git config remote.origin.url \"ext::touch $PWD/fetched\"")
        },
        GateScenario(
            "a linked work tree", 1, says: ["app/api/rooms.py:1:1", "1 in the base already"],
            never: ["fatal"], run: ["gate", "linked", "--new-since", "main"]
        ) {
            try branch($0)
            try $0.shell("git worktree add -q -b other linked")
            try $0.write("linked/app/api/rooms.py", Source.manager("RoomWebSocketManager"))
        },
        GateScenario(
            "a repository of SHA-256 ids", 1, says: ["1 new, 1 in the base already"],
            run: ["gate", "--new-since", "HEAD"]
        ) {
            try $0.shell("rm -rf .git .ssot-baseline.jsonl && git init -q --object-format=sha256")
            try $0.commit()
            try addRoom($0)
        },
        GateScenario(
            "a single file", 1, says: ["1 new, 0 in the base already"],
            run: ["gate", "app/one.py", "--new-since", "HEAD", "--database", "one.sqlite"]
        ) {
            try $0.edit(".ssot.yaml", "canonical:", "# canonical:")
            try $0.shell("sed -i '/websocket:/d;/identifiers:/d' .ssot.yaml && rm .ssot-baseline.jsonl")
            try $0.write("app/one.py", Source.manager("RoomWebSocketManager"))
            try $0.commit()
            try $0.write(
                "app/one.py",
                Source.manager("RoomWebSocketManager")
                    + Source.rival.replacing("class WebSocketManager", with: "class HallWebSocketManager"))
        },
        GateScenario(
            "what the environment of a hook says of git's folders", 0, says: ["0 new, 1 in the base already"],
            run: ["gate", "--new-since", "HEAD"],
            environment: ["GIT_DIR": "/nowhere", "GIT_INDEX_FILE": "/nowhere/index"]
        ) { try branch($0) },
    ]

    /// What a gate does where it cannot see everything, and how it is asked.
    static let scopes: [GateScenario] = [
        GateScenario("an empty scope", 2, says: ["no source file could be read"]) {
            try $0.configure("include: [nothing/**]\n")
        },
        GateScenario(
            "a file that is too large", 2, says: ["app/big.py was not read: too large", "tolerate-skips"],
            never: ["pass\n"], run: ["gate", "--max-size", "2000"]
        ) { try $0.write("app/big.py", String(repeating: "x = 1\n", count: 1000)) },
        GateScenario("a file that is no text", 2, says: ["app/blob.py was not read: binary"]) {
            try $0.write("app/blob.py", "x = '\0'\n")
        },
        GateScenario("a file that cannot be read", 2, says: ["app/pipe.py was not read: not regular"]) {
            try $0.shell("mkfifo app/pipe.py")
        },
        GateScenario(
            "not even where violations are asked not to count", 2, says: ["was not read"],
            run: ["gate", "--exit-zero"]
        ) {
            try $0.write("app/blob.py", "x = '\0'\n")
        },
        GateScenario("a skip that the policy tolerates", 0, says: ["pass"]) {
            try $0.write("app/blob.py", "x = '\0'\n")
            try $0.configure("gate:\n  tolerate-skips: [app/blob.py]\n")
        },
        GateScenario(
            "a folder that does not exist", 2, says: ["no such file or folder"], run: ["gate", "nowhere"]
        ) { _ in },
        GateScenario(
            "an unknown format", 2, says: ["unknown format \"xml\""], run: ["gate", "--format", "xml"]
        ) { _ in },
        GateScenario(
            "an output without a format", 2, says: ["write FORMAT=FILE"], run: ["gate", "--output", "x"]
        ) { _ in },
        GateScenario("an unknown key", 2, says: [".ssot.yaml:6:3", "stale-baselin"]) {
            try $0.configure("gate:\n  stale-baselin: fail\n")
        },
    ]
}
