// `DefaultRules` itself is written at build time from the files of Rules/ (see Sources/EmbedRulesPlugin).
