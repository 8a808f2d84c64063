// The wiring: data, lists, one filter for all of them, keys.

const data = JSON.parse(find('#data').textContent);
const chosen = { words: [], domain: '' };

// What rows are searched by, once.
const hay = (...parts) => parts.filter(Boolean).join('\n').toLowerCase();
data.groups.forEach((group, index) => {
  group.index = index;
  group.lines = sum(group.members, (member) => member.end - member.line + 1);
  group.kinds = tally(group.pairs, (pair) => pair.kind).map(([kind]) => kind);
  group.scores = group.pairs.map((pair) => pair.score).sort((a, b) => a - b);
  group.isTest = group.members.every((member) => member.test);
  group.title = [...new Set(group.members.map((member) => member.name))];
  group.hay = hay(group.domain, ...group.kinds, ...group.members.flatMap((member) => [member.symbol, member.path]));
  for (const member of group.members) if (member.manager !== undefined) data.managers[member.manager].group = index;
});
data.managers.forEach((manager, index) => {
  manager.index = index;
  manager.lines = manager.end - manager.line + 1;
  manager.hay = hay(manager.symbol, manager.path, manager.domain, manager.role, manager.target);
});
// The gravest first, of these the new ones; otherwise as they came.
const graveness = (finding) => 2 * Object.keys(severityKinds).indexOf(finding.severity) + (finding.standing !== 'new');
data.findings.sort((a, b) => graveness(a) - graveness(b));
for (const finding of data.findings) {
  finding.hay = hay(finding.rule, finding.symbol, finding.path, finding.message, finding.severity, finding.domain);
}
for (const site of data.sites) {
  site.hay = hay(site.path, site.symbol, site.name, site.concept, site.format, site.source);
}
for (const item of data.functions) item.hay = hay(item.path, item.symbol, item.concept, item.kind);

const isWeak = (site) => site.standing !== 'canonical'
  && (site.bits < 64 || site.source === 'clock' || site.source === 'memory_address');
const fits = (row) => chosen.words.every((word) => row.hay.includes(word));
const inDomain = (row) => chosen.domain === '' || row.domain === chosen.domain;

const ofAll = (rows, all, name) => (rows.length < all.length ? `${figure(rows.length)} of ` : '') + many(all.length, name);
let map;

/** Draws every list anew by what is typed and chosen. */
function apply() {
  for (const made of Object.values(lists)) {
    const rows = made.all.filter(made.select);
    made.count.textContent = ofAll(rows, made.all, 'row');
    made.show(rows);
  }
  const totals = Object.entries({ managers: 'managers', duplicates: 'groups', identifiers: 'sites', findings: 'findings' })
    .map(([name, text]) => `${figure(lists[name].rows.length)} ${text}`);
  const isFiltered = chosen.words.length > 0 || chosen.domain !== '';
  find('#matches').textContent = isFiltered ? totals.join(', ') : '';
  drawMap();
}

/** The map keeps its areas while somebody types: what does not match pales. */
function drawMap() {
  const drawn = [value('size'), value('drawn'), chosen.domain].join();
  if (drawn !== map.drawn) {
    const size = { lines: (row) => row.lines, methods: (row) => row.methods, uses: (row) => row.uses + 1 }[value('size')];
    const isDrawn = (row) => row.kind !== 'alias' && (value('drawn') === 'all' || row.counted) && inDomain(row);
    const label = (row) => `${many(row.lines, 'line')}, ${many(row.methods, 'method')}, ${many(row.uses, 'reference')}`;
    const items = data.managers.filter(isDrawn)
      .map((manager) => ({ manager, size: size(manager), label: label(manager) })).filter((item) => item.size > 0);
    map.drawn = drawn;
    map.show(items);
  }
  map.dim((item) => !fits(item.manager));
  const items = map.items.filter((item) => fits(item.manager));
  const counts = new Map(tally(items, (item) => standing(item.manager)));
  for (const [name] of standings) find(`[data-standing="${name}"]`).textContent = figure(counts.get(name) ?? 0);
  find('#map .count').textContent = ofAll(items, map.items, 'area');
}

/** Brings `manager 3`, `group 2` or `finding 7` into view, whatever is filtered. */
function reveal(target) {
  const [kind, index] = target.split(' ');
  const name = { manager: 'managers', group: 'duplicates', finding: 'findings' }[kind];
  const row = lists[name].all[index];
  if (!lists[name].rows.includes(row)) {
    for (const select of find(`#${name}`).querySelectorAll('select')) select.value = '';
    if (!fits(row) || !inDomain(row)) {
      find('#query').value = '';
      find('#domain').value = '';
      Object.assign(chosen, { words: [], domain: '' });
    }
    apply();
  }
  lists[name].reveal(row);
}

function contents() {
  const counts = {
    domains: data.domains.length, managers: data.managers.length, duplicates: data.duplicates.groups,
    identifiers: data.sites.length || data.functions.length,
    findings: data.findings.length, trend: data.history.length, waivers: data.waivers.length, limits: data.skips.length,
  };
  const sections = [...document.querySelectorAll('main > section')];
  const count = (name) => name in counts && figure(counts[name]);
  fill(find('#contents'), html`<ul>${sections.map((section) => html`<li><a href="#${section.id}">${section.dataset.title}
      <span>${count(section.id)}</span></a></li>`)}</ul>
    <p class="keys"><kbd>/</kbd> search<br><kbd>↑</kbd> <kbd>↓</kbd> rows<br><kbd>Enter</kbd> opens<br>
      <kbd>Esc</kbd> closes, clears</p>`);
  const seen = new Set();
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) seen[entry.isIntersecting ? 'add' : 'delete'](entry.target);
    const current = sections.find((section) => seen.has(section));
    for (const item of document.querySelectorAll('#contents a')) {
      if (current && item.hash === `#${current.id}`) item.setAttribute('aria-current', 'true');
      else item.removeAttribute('aria-current');
    }
  }, { rootMargin: '-12% 0px -60%' });
  for (const section of sections) observer.observe(section);
}

/** Colours as the system says, or as the reader chose here; a page opened from a file may have no storage. */
function colours() {
  const select = find('#theme');
  const set = (theme) => {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  };
  try { select.value = localStorage.getItem('ssot-colours') ?? ''; } catch { /* stays with the system's */ }
  set(select.value);
  select.addEventListener('change', () => {
    set(select.value);
    try { localStorage.setItem('ssot-colours', select.value); } catch { /* holds for this visit */ }
  });
}

function listen() {
  const query = find('#query');
  let frame = 0;
  query.addEventListener('input', () => {
    chosen.words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(apply);
  });
  const choose = (domain) => {
    find('#domain').value = domain;
    chosen.domain = domain;
    apply();
  };
  find('#domain').addEventListener('change', (event) => choose(event.target.value));
  document.addEventListener('change', (event) => {
    if (!event.target.matches('[data-choice]')) return;
    if (event.target.closest('#map')) drawMap(); else apply();
  });
  document.addEventListener('click', (event) => {
    const target = event.target.closest('[data-reveal], button[data-domain]');
    if (target?.dataset.reveal) reveal(target.dataset.reveal);
    else if (target) choose(target.dataset.domain);
  });
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target.matches('input, select, textarea');
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      query.focus();
      query.select();
    } else if (event.key === 'Escape' && (chosen.words.length > 0 || chosen.domain !== '' || query.value !== '')) {
      query.value = '';
      chosen.words = [];
      choose('');
    } else if (event.key === 'ArrowDown' && event.target === query) {
      event.preventDefault();
      const name = ['managers', 'duplicates', 'findings', 'identifiers'].find((each) => lists[each].rows.length > 0);
      lists[name]?.focus(0);
    }
  });
}

fill(find('#overview'), overview(data));
buildDomains();
buildMap();
buildManagers();
buildDuplicates();
buildIdentifiers();
buildFindings();
fill(find('#trend'), trend(data));
fill(find('#waivers'), waivers(data));
fill(find('#limits'), limits(data));
const hasIdentifiers = data.groups.some((group) => group.domain === 'identifiers');
fill(find('#domain'), options([
  ['', 'All domains'], ...data.domains.map((row) => [row.domain, `${words(row.domain)} (${row.counted})`]),
  ...(hasIdentifiers ? [['identifiers', 'identifiers']] : []),
]));
map = new Treemap(find('.treemap'), {
  choose: (item) => reveal(`manager ${item.manager.index}`),
  enter: (domain) => {
    find('#domain').value = domain;
    chosen.domain = domain;
    apply();
  },
  describe: ({ manager, label }) => {
    const [, meaning] = standings.find(([name]) => name === standing(manager));
    const place = `${manager.path}:${manager.line}`;
    find('.tip').textContent = [manager.name, words(manager.domain), meaning.toLowerCase(), label, place].join(' · ');
  },
});
contents();
colours();
listen();
apply();
