import Outlines
import Testing

/// Which expressions are kept as makings, and as what trees.
struct MakingTests {
    @Test(
        "a call of a generator is kept with what it is given to, in any place",
        arguments: [
            ("run_id = str(uuid.uuid4())", "1 assigned run_id = str(uuid.uuid4())"),
            ("x = uuid4().hex[:8]", "1 assigned x = uuid4().hex[:8]"),
            ("self.id = uuid4().hex[-12:]", "1 assigned self.id = uuid4().hex[-12:]"),
            ("row['run_id'] = uuid4()", "1 stored run_id = uuid4()"),
            (
                "id: str = Field(default_factory=lambda: str(uuid4()))",
                "1 assigned id = Field(default_factory=callable(str(uuid4())))"
            ),
            ("id = Column(String, default=uuid.uuid4)", "1 assigned id = Column(String, default=uuid.uuid4)"),
            ("a = b or f'x_{uuid4()}'", "1 assigned a = choice(b, format(\"x_\", uuid4()))"),
            ("a = b if c(d) else uuid4()", "1 assigned a = choice(b, uuid4())"),
            ("a = d.get('id', str(uuid4()))", "1 assigned a = d.get(\"id\", str(uuid4()))"),
            (
                "send({'id': str(uuid4()), 'n': 1}, k=2, o=p.q())",
                "1 statement = send([id: str(uuid4())], k=2)"
            ),
            (
                "a = ''.join(random_string(c) for _ in range(6))",
                "1 assigned a = \"\".join([random_string(c)]*6)"
            ),
            ("a = 'p_' + token_hex(4) + tail", "1 assigned a = joined(\"p_\", token_hex(4), tail)"),
            ("a = 'p_%s' % uuid4()", "1 assigned a = filled(\"p_%s\", uuid4())"),
            ("a = f(\n  b,\n  uuid4())", "1 assigned a = f(b, uuid4())"),
            ("if (u := uuid4()) and v: pass", "1 statement = choice(uuid4(), v)"),
            ("a = uuid4(\n", "1 assigned a = uuid4()"),
            ("from uuid import uuid4 as u\na = u()", "2 assigned a = u()"),
        ])
    func kept(source: String, making: String) {
        #expect(
            outline(source + "\n").makingLines == [
                making.replacing(
                    "\"p_\", uuid4", with: making.contains("filled") ? "\"p_%s\", uuid4" : "\"p_\", uuid4")
            ])
    }

    @Test(
        "a clock, a hash or a text is kept where the target, a label or the text says so",
        arguments: [
            ("run_id = int(time.time() * 1000)", "1 assigned run_id = int(arithmetic(time.time(), 1000))"),
            ("f(run_id=id(x))", "1 statement = f(run_id=id(x))"),
            ("name = f'a_{time.time()}'", "1 assigned name = format(\"a_\", time.time())"),
            ("context_id = f'{a}_{b.c}'", "1 assigned context_id = format(a, \"_\", b.c)"),
            ("def new_id(): return f'{a}'", "1 returned = format(a) in new_id"),
        ])
    func telling(source: String, making: String) {
        #expect(outline(source + "\n").makingLines == [making])
    }

    @Test(
        "what a function counts up is kept where a target or a label says so, through local names",
        arguments: [
            ("self.n += 1\n  run_id = self.n", ["3 assigned run_id = self.n in next"]),
            (
                "self.n += 1\n  a = self.n\n  run_id = 'r' + str(a)",
                ["4 assigned run_id = joined(\"r\", str(a)) in next", "3 assigned a = self.n in next"]
            ),
            (
                "a = self.n\n  self.n += 1\n  f(run_id=a)",
                ["2 assigned a = self.n in next", "4 statement = f(run_id=a) in next"]
            ),
            (
                "self.n += 1\n  run_id = self.n\n  self.n += 1",
                ["3 assigned run_id = self.n in next"]
            ),
            ("self.n += 1\n  log(f'{self.n}')", []), ("self.n += 1\n  return self.n", []),
            ("self.n += 1\n  run_id = self.m", []), ("n += 1\n  run_id = n", []),
        ] as [(String, [String])])
    func counted(source: String, makings: [String]) {
        #expect(outline("def next(self):\n  " + source + "\n").makingLines == makings)
    }

    @Test(
        "what has nothing to do with identifiers is not kept",
        arguments: [
            "start = time.time()", "elapsed = time.time() - start", "name = f'{a} {b}'", "log(f'{x}')",
            "import uuid", "from uuid import uuid4", "user_id = request.user_id", "n = next(rows)",
            "digest = hashlib.md5(data).hexdigest()", "x = id(y)", "valid = check(id)",
        ])
    func left(source: String) {
        #expect(outline(source + "\n").makingLines == [])
    }

    @Test("a local name is followed to what is made of it, also through a clock that says nothing by itself")
    func locals() {
        let source = """
            def f(self):
                stamp = int(time.time())
                u = uuid4().hex[:8]
                run_id = f"run_{stamp}_{u}"
                return run_id
            def g(u):
                return u
            """
        #expect(
            outline(source + "\n").makingLines == [
                "3 assigned u = uuid4().hex[:8] in f",
                "4 assigned run_id = format(\"run_\", stamp, \"_\", u) in f",
                "2 assigned stamp = int(time.time()) in f",
                "5 returned = run_id in f",
            ])
    }

    @Test("a parameter's default belongs to the function")
    func parameters() {
        #expect(
            outline("def f(a, run_id=str(uuid4()), *b): pass\n").makingLines == [
                "1 parameter run_id = str(uuid4()) in f"
            ])
    }

    @Test("nested expressions deeper than any person writes end in a leaf")
    func depth() {
        let source = String(repeating: "f(", count: 3_000) + "uuid4()" + String(repeating: ")", count: 3_000)
        let found = outline("run_id = " + source + "\n")
        #expect(found.makings.count == 1)
        #expect(Outline(decoding: found.encoded()) == found)
    }
}
