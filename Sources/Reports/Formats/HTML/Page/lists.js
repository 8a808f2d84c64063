// The lists that one filter narrows: domains, managers, groups, ID sites and functions, findings.

const lists = {};

/** A choice above a list: `[[value, text]]`; the first takes everything. */
function choice(name, label, pairs) {
  return html`<label class="unseen" for="${name}">${label}</label>
    <select id="${name}" data-choice>${options(pairs)}</select>`;
}

/** What is chosen; nothing where there is no such choice. */
const value = (name) => find(`#${name}`)?.value ?? '';
const allows = (name, actual) => value(name) === '' || value(name) === actual;
const numbered = (items, key, text = words) => tally(items, key).map(([name, count]) => [name, `${text(name)} (${count})`]);

/** Puts a table below what an element holds. `selection` says which rows its choices leave. */
function list(name, { selection = () => true, choices = '', ...table }) {
  const element = find(`#${name}`);
  element.insertAdjacentHTML('beforeend', markup(html`<div class="tools">${choices}<span class="count" role="status"></span></div><div></div>`));
  const made = new Table(element.lastElementChild, table);
  made.count = find('.count', element.lastElementChild.previousElementSibling);
  made.select = (row) => selection(row) && fits(row);
  lists[name] = made;
}

// MARK: Domains

function buildDomains() {
  fill(find('#domains'), titled('Domains', `Counted managers of each domain against its budget. Definition compliance is the
    share of the counted that are within the budget; usage compliance the share of resolved production references that reach
    the canonical manager: ★ designated in the configuration, ☆ proposed by evidence.`));
  const most = Math.max(1, ...data.domains.map((row) => row.counted));
  const bar = (row) => html`<span class="bars" aria-hidden="true"><i class="within" data-width="${(100 * row.definition[0]) / most}"></i>
    <i class="beyond" data-width="${(100 * row.surplus) / most}"></i></span>`;
  const canonical = (row) => data.managers[row.canonical];
  const part = ([numerator, denominator]) => numerator / (denominator || 1);
  list('domains', {
    title: 'Domains', rows: data.domains, step: 200, detail: domainDetail,
    columns: [
      { title: 'Domain', width: '12%', cell: (row) => words(row.domain), key: (row) => row.domain },
      { title: 'Counted', width: '8%', type: 'number', cell: (row) => figure(row.counted), key: (row) => row.counted },
      { title: 'within budget, beyond', width: '16%', type: 'wide', cell: bar },
      { title: 'Budget', width: '7%', type: 'number', cell: (row) => figure(row.budget), key: (row) => row.budget },
      { title: 'Definition compliance', width: '17%', type: 'labelled', cell: (row) => share(row.definition), key: (row) => part(row.definition) },
      { title: 'Usage compliance', width: '17%', type: 'labelled', cell: (row) => share(row.usage), key: (row) => part(row.usage) },
      { title: 'Canonical', cell: (row) => (canonical(row)
        ? html`${star(canonical(row))} ${canonical(row).name}` : html`<span class="soft">none</span>`) },
    ],
  });
  lists.domains.select = inDomain;
}

function domainDetail(row) {
  const canonical = data.managers[row.canonical];
  return html`${listed([
    ['counted', html`${many(row.counted, 'definition')} with ${many(row.names, 'name')}: ${figure(row.production)} in production code,
      ${figure(row.counted - row.production)} in test code${row.dead > 0 && `; ${row.dead} dead, cannot be imported`}`],
    ['not counted', `${many(row.aliases, 'alias', 'aliases')}, ${many(row.doubles, 'test double')}, ${figure(row.excluded)} of other roles, ${figure(row.waived)} waived`],
    ['beyond the budget', figure(row.surplus)],
    ['canonical', canonical ? html`${link(`manager ${row.canonical}`, canonical.symbol)} ${place(canonical)}` : 'none designated, none to propose'],
  ])}<p><button class="button" data-domain="${row.domain}">Show only ${words(row.domain)} on the whole page</button></p>`;
}

// MARK: Managers

function buildMap() {
  const keys = standings.map(([name, text]) => html`<li><i class="${name}"></i>${text} <span class="soft" data-standing="${name}"></span></li>`);
  fill(find('#map'), html`${titled('Map of managers', `Each area is one manager, as large as what is chosen here, in the
      rectangle of its domain. The list below holds the same managers.`)}
    <div class="tools">
      ${choice('size', 'Area', [['lines', 'Area: lines'], ['methods', 'Area: methods'], ['uses', 'Area: references + 1']])}
      ${choice('drawn', 'Drawn', [['counted', 'Counted managers'], ['all', 'All with a body of their own']])}
      <span class="count" role="status"></span></div>
    <ul class="legend">${keys}<li><s>struck out</s> dead: cannot be imported</li></ul>
    <div class="treemap" role="group" aria-label="Map of managers: left and right go from manager to manager, up and down from domain to domain, Enter opens one in the list"></div>
    <p class="tip" aria-live="polite">Point at an area, or go through them with the arrow keys.</p>`);
}

function buildManagers() {
  fill(find('#managers'), titled('Managers', 'Definitions that the manager rules match. References are resolved uses elsewhere.'));
  const kinds = {
    '': () => true, counted: (row) => row.counted, canonical: (row) => row.canonical,
    duplicate: (row) => row.group !== undefined, dead: (row) => row.dead, excluded: (row) => !row.counted,
  };
  list('managers', {
    title: 'Managers', rows: data.managers, detail: managerDetail,
    selection: (row) => inDomain(row) && kinds[value('managers-kind')](row) && allows('managers-role', row.role),
    choices: html`${choice('managers-kind', 'Which managers', [['', 'All managers'], ['counted', 'Counted'], ['canonical', 'Canonical'],
      ['duplicate', 'In a group of duplicates'], ['dead', 'Dead'], ['excluded', 'Not counted']])}
      ${choice('managers-role', 'Role', [['', 'Any role'], ...numbered(data.managers, (row) => row.role)])}`,
    columns: [
      { title: 'Manager', key: (row) => row.name.toLowerCase(), cell: (row) =>
        html`${row.name}${row.canonical && html` ${tag(star(row), 'good')}`}${row.dead && html` ${tag('dead', 'bad')}`}` },
      { title: 'Domain', width: '10%', key: (row) => row.domain, cell: (row) => words(row.domain) },
      { title: 'Role', width: '17%', key: (row) => row.role, cell: (row) =>
        html`${words(row.role)}${!row.counted && html` <span class="soft">not counted</span>`}` },
      { title: 'Lines', width: '6%', type: 'number', key: (row) => row.lines, cell: (row) => figure(row.lines) },
      { title: 'References', width: '9%', type: 'number', key: (row) => row.uses, cell: (row) => figure(row.uses) },
      { title: 'in tests', width: '8%', type: 'number', key: (row) => row.testUses, cell: (row) => figure(row.testUses) },
      { title: 'Place', width: '28%', key: (row) => row.path, cell: place },
    ],
  });
}

function managerDetail(row) {
  const group = data.groups[row.group];
  const findings = data.findings.filter((finding) => finding.symbol === row.symbol && finding.path === row.path);
  return html`${listed([
    ['symbol', row.symbol], ['place', html`${place(row)}, to line ${row.end}`],
    ['role', `${words(row.role)}, ${row.counted ? 'counted' : 'not counted'}`],
    ['canonical', row.canonical && `${row.canonical} for ${words(row.domain)}`],
    [row.role === 'alias_or_reexport' ? 'stands for' : 'inherits', row.target],
    ['why', row.why], ['methods', row.methods], ['service', row.service],
    ['duplicates', group && link(`group ${row.group}`, `group of ${group.members.length}: ${group.kinds.map((kind) => evidenceWords[kind]).join(', ')}`)],
    ['findings', findings.length > 0 && findings.map((finding) => html`<div>${severity(finding.severity)}
      ${link(`finding ${data.findings.indexOf(finding)}`, finding.rule)} ${finding.message}</div>`)],
  ])}<p class="small soft"><code>ssot explain ${row.name}</code> prints every vote and reference.</p>`;
}

// MARK: Duplicates

function buildDuplicates() {
  const { groups, members, shown, important, evidence } = data.duplicates;
  const cut = shown < groups && html`Listed are ${figure(shown)}: all ${figure(important)} with a manager or an ID function${
    shown > important && ', then the largest others'}.`;
  fill(find('#duplicates'), html`${titled('Duplicates', html`${many(groups, 'group')} of ${many(members, 'definition')}, closed under
      the evidence of their pairs. ${cut}`)}
    <ul class="legend">${evidence.map((row) => html`<li>${evidenceWords[row.kind]}
      <span class="soft">${many(row.pairs, 'pair')} in ${many(row.groups, 'group')}</span></li>`)}</ul>`);
  const aliases = new Map();
  for (const manager of data.managers) {
    if (manager.role !== 'alias_or_reexport' || !manager.target) continue;
    aliases.set(manager.target, [...(aliases.get(manager.target) ?? []), manager]);
  }
  const places = {
    '': () => true, important: (row) => row.domain !== '', production: (row) => !row.isTest,
    within: (row) => !row.across, across: (row) => row.across,
  };
  list('duplicates', {
    title: 'Groups of duplicates', rows: data.groups, step: 30,
    detail: (row, body) => new GroupDetail(row, body, data.texts, aliases),
    selection: (row) => inDomain(row) && places[value('duplicates-place')](row)
      && (value('duplicates-kind') === '' || row.kinds.includes(value('duplicates-kind'))),
    choices: html`${choice('duplicates-kind', 'Evidence', [['', 'Any evidence'], ...evidence.map((row) => [row.kind, evidenceWords[row.kind]])])}
      ${choice('duplicates-place', 'Where', [['', 'Everywhere'], ['important', 'Managers and ID functions'], ['production', 'Not only test code'],
        ['within', 'Within one service'], ['across', 'Across services']])}`,
    columns: [
      { title: 'Group', key: (row) => row.title[0].toLowerCase(), cell: (row) =>
        html`${row.title.slice(0, 3).join(', ')}${row.title.length > 3 && html` <span class="soft">and ${many(row.title.length - 3, 'more name')}</span>`}` },
      { title: 'Members', width: '8%', type: 'number', key: (row) => row.members.length, cell: (row) => figure(row.members.length) },
      { title: 'Lines', width: '7%', type: 'number', key: (row) => row.lines, cell: (row) => figure(row.lines) },
      { title: 'Domain', width: '10%', key: (row) => row.domain, cell: (row) => words(row.domain) },
      { title: 'Evidence', width: '28%', key: (row) => row.kinds.join(), cell: evidenceTags },
      { title: 'Alike', width: '9%', type: 'number', key: (row) => row.scores.at(-1), cell: ({ scores }) =>
        [...new Set([percent([scores[0], 1]), percent([scores.at(-1), 1])])].join('–') + ' %' },
    ],
  });
}

function evidenceTags(row) {
  const isStrong = (kind) => kind === 'identical_body' || kind === 'same_name';
  return html`${row.kinds.map((kind) => html`${tag(evidenceWords[kind], isStrong(kind) ? 'bad' : 'fair')} `)}
    ${row.isTest && tag('tests only')} ${row.across && tag('across services')}`;
}

// MARK: Identifiers

function buildIdentifiers() {
  const production = data.sites.filter((site) => !site.test);
  fill(find('#identifiers'), html`${titled('Identifiers', `Where new identifiers come into being. Weak: under 64 random bits, the
      clock alone, or a memory address.`)}
    ${data.sites.length === 0 ? html`<p class="empty">This scan holds no ID-making sites.</p>` : formats(production)}
    <h3>ID-making sites <span class="soft">${figure(production.filter(isWeak).length)} weak in production code</span></h3>`);
  const kinds = {
    '': (row) => !row.test, weak: (row) => !row.test && isWeak(row),
    scattered: (row) => !row.test && row.standing === 'scattered', all: () => true,
  };
  list('identifiers', {
    title: 'ID-making sites', rows: data.sites,
    selection: (row) => kinds[value('identifiers-kind')](row) && allows('identifiers-concept', row.concept),
    choices: html`${choice('identifiers-kind', 'Which sites', [['', 'In production code'], ['weak', 'Weak'], ['scattered', 'Scattered'], ['all', 'With test code']])}
      ${choice('identifiers-concept', 'Concept', [['', 'Any concept'], ...numbered(data.sites, (row) => row.concept)])}`,
    columns: [
      { title: 'Identifier', key: (row) => row.name, cell: (row) => row.name },
      { title: 'Concept', width: '10%', key: (row) => row.concept, cell: (row) => row.concept },
      { title: 'Made from', width: '17%', key: (row) => row.source, cell: (row) => html`${words(row.source)} ${isWeak(row) && tag('weak', 'bad')}` },
      { title: 'Bits', width: '5%', type: 'number', key: (row) => row.bits, cell: (row) => figure(row.bits) },
      { title: 'Format', width: '19%', key: (row) => row.format, cell: (row) => html`<code>${row.format}</code>` },
      { title: 'Standing', width: '10%', key: (row) => row.standing, cell: (row) => tag(row.standing, row.standing === 'scattered' ? 'fair' : 'good') },
      { title: 'Place', width: '24%', key: (row) => row.path, cell: place },
    ],
    detail: (row) => listed([
      ['place', place(row)], ['in', row.symbol], ['goes to', `${row.name}, ${words(row.sink)}`],
      ['format', html`<code>${row.format}</code>`], ['replace by', row.replacement && html`<code>${row.replacement}</code>`],
    ]),
  });
  buildFunctions();
}

function buildFunctions() {
  const kinds = data.kinds.filter((row) => row.production + row.tests > 0);
  find('#identifiers').insertAdjacentHTML('beforeend', markup(html`<h3>Functions that deal in identifiers</h3>
    <ul class="legend">${kinds.map((row) => html`<li>${words(row.kind)}
      <span class="soft">${figure(row.production)} in production, ${figure(row.tests)} in tests</span></li>`)}</ul>
    <div id="functions"></div>`));
  const tags = { scattered_generator: 'fair', canonical: 'good', delegates_to_canonical: 'good' };
  const isShown = { '': (row) => !row.test && row.kind !== 'other', all: () => true };
  list('functions', {
    title: 'ID functions', rows: data.functions, step: 20,
    selection: (row) => isShown[value('functions-kind')]?.(row) ?? row.kind === value('functions-kind'),
    choices: choice('functions-kind', 'Which functions', [['', 'In production code, but for other'],
      ...kinds.map((row) => [row.kind, `${words(row.kind)} (${row.production + row.tests})`]), ['all', 'All']]),
    columns: [
      { title: 'Function', key: (row) => row.name, cell: (row) => row.name },
      { title: 'Kind', width: '20%', key: (row) => row.kind, cell: (row) => tag(words(row.kind), tags[row.kind]) },
      { title: 'Concept', width: '12%', key: (row) => row.concept, cell: (row) => row.concept },
      { title: 'Place', width: '36%', key: (row) => row.path, cell: place },
    ],
  });
}

// MARK: Findings

const standingWords = {
  new: 'new', known: 'in the baseline', changed: 'in the baseline, edited since', old: 'in the base too', waived: 'waived',
};

function buildFindings() {
  fill(find('#findings'), titled('Findings', 'One for each rule and symbol, however many lines show it.'));
  const order = Object.keys(severityKinds);
  const count = (name) => data.findings.filter((finding) => finding.severity === name).length;
  const hasStandings = data.findings.some((finding) => finding.standing !== 'new');
  const mark = (standing) => tag(standingWords[standing], { new: 'info', waived: 'good' }[standing]);
  list('findings', {
    title: 'Findings', rows: data.findings, detail: findingDetail,
    selection: (row) => inDomain(row) && ['severity', 'rule', 'standing'].every((key) => allows(`findings-${key}`, row[key])),
    choices: html`${choice('findings-severity', 'Severity', [['', 'Any severity'], ...order.map((name) => [name, `${name}s (${count(name)})`])])}
      ${choice('findings-rule', 'Rule', [['', 'Any rule'], ...numbered(data.findings, (row) => row.rule, String)])}
      ${choice('findings-standing', 'Standing', [['', 'Any standing'], ...numbered(data.findings, (row) => row.standing, (name) => standingWords[name])])}`,
    columns: [
      { title: 'Finding', key: (row) => row.name, cell: (row) => html`${row.name}<span class="text">${row.message}</span>` },
      { title: 'Severity', width: '12%', key: (row) => order.indexOf(row.severity), cell: (row) =>
        html`${severity(row.severity)}${hasStandings && html` ${mark(row.standing)}`}` },
      { title: 'Rule', width: '16%', key: (row) => row.rule, cell: (row) => row.rule },
      { title: 'Place', width: '26%', key: (row) => row.path, cell: place },
    ],
  });
}

function findingDetail(row) {
  const rule = data.rules[row.rule] ?? {};
  const manager = data.managers.find((item) => item.symbol === row.symbol && item.path === row.path);
  const related = row.related.map((item) => html`<li>${item.symbol} ${place(item)} <span class="soft">${item.note}</span></li>`);
  return listed([
    ['rule', [row.rule, rule.title].filter(Boolean).join(': ')],
    ['symbol', manager ? link(`manager ${manager.index}`, row.symbol) : row.symbol], ['place', place(row)],
    ['why it matters', rule.rationale], ['what to do', row.fix ?? rule.fix], ['standing', standingWords[row.standing]],
    ['see also', related.length > 0 && html`<ul class="plain">${related}</ul>`],
    ['fingerprint', html`<code>${row.fingerprint}</code>`],
  ]);
}
