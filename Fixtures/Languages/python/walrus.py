if (n := len(a)) > 10: pass
[y := f(x), y**2]
while chunk := read(): use(chunk)
f(x:=1, y=2)
x[a:=1, b:c]
lambda: (x := 1)
print(f"{(z:=1)}", f"{z:=1}")
