a = t"{name}" T'{name!r}' rt"\d{name}" tR'{name}' Rt"{x:{y}}"
b = t"{t"{f"{x}"}"}" t"""{
x}"""
c = t"{{}}" "t" t
tr = bt = 1
