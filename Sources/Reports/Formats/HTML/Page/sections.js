// The parts of the page that no filter narrows: overview, formats of IDs, waivers, what was left out.

const severityKinds = { error: 'bad', warning: 'fair', note: 'info' };
const severity = (name, text = name) => tag(text, severityKinds[name]);
const titled = (title, lead) => html`<h2>${title}</h2>${lead && html`<p class="lead">${lead}</p>`}`;

/** Names and values; what has no value is left out. */
function listed(items) {
  const rows = items.filter(([, value]) => value || value === 0);
  return html`<dl>${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

/** A table that needs no sorting: `heads` are titles or `[title, class]`, the first cell of a row is its header. */
function plainTable(title, heads, rows, limit = rows.length) {
  const columns = heads.map((head) => (Array.isArray(head) ? head : [head, '']));
  const cells = (row) => row.map((cell, at) => (at === 0
    ? html`<th scope="row">${cell}</th>`
    : html`<td class="${columns[at][1]}">${cell}</td>`));
  return html`<div class="scroll"><table><caption class="unseen">${title}</caption>
    <thead><tr>${columns.map(([text, type]) => html`<th scope="col" class="${type}">${text}</th>`)}</tr></thead>
    <tbody>${rows.slice(0, limit).map((row) => html`<tr>${cells(row)}</tr>`)}</tbody></table>
    ${rows.length > limit && html`<p class="more">the first ${figure(limit)} of ${figure(rows.length)}</p>`}</div>`;
}

function card(title, value, basis, unit, pair) {
  return html`<article class="card"><h3>${title}</h3><p class="figure">${value}</p>
    ${pair && html`<span class="meter"><i data-width="${percent(pair)}"></i></span>`}
    <p class="basis">${basis}</p><p class="unit">${unit}</p></article>`;
}

function cards({ compliance, findings, fixed, duplicates }) {
  const headline = (title, pair, counted, unit) => {
    const basis = html`<b>${figure(pair[0])}</b> of ${figure(pair[1])} ${counted}`;
    return card(title, html`${percent(pair)}<small> %</small>`, pair[1] === 0 ? 'nothing to count' : basis, unit, pair);
  };
  const order = Object.keys(severityKinds);
  const counts = tally(findings, (finding) => finding.severity)
    .sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]));
  const fresh = findings.filter((finding) => finding.standing === 'new').length;
  return html`<div class="cards">
    ${headline('Definition compliance', compliance.definition,
      'counted managers are within the budgets', 'unit: definition of a manager')}
    ${headline('Usage compliance', compliance.usage,
      'references reach the canonical manager', 'unit: resolved reference in production code')}
    ${headline('ID compliance', compliance.identifiers,
      'ID-making sites are canonical or delegate', 'unit: ID-making site in production code')}
    ${card('Findings', figure(findings.length),
      html`<span class="severities">${counts.map(([name, count]) => severity(name, many(count, name)))}</span>`,
      html`unit: one rule at one symbol; ${figure(fresh)} neither known nor waived${
        fixed > 0 && html`; ${figure(fixed)} of the baseline are gone`}`)}
    ${card('Duplicates', figure(duplicates.important),
      html`groups hold a manager or an ID function, of <b>${figure(duplicates.groups)}</b> in all`,
      'unit: group of alike definitions')}
  </div>`;
}

function verdictBanner({ outcome, reasons, base }) {
  const outcomes = {
    pass: 'The gate passes', fail: 'The gate fails', incomplete: 'The gate cannot judge: not everything could be read',
  };
  return html`<div class="verdict ${outcome}"><b>${outcomes[outcome]}</b>
    ${reasons.length > 0 && html`<ul>${reasons.map((reason) => html`<li>${reason}</li>`)}</ul>`}
    ${base && html`<span class="soft">compared with ${base.revision} (${base.commit.slice(0, 12)})</span>`}</div>`;
}

function overview(data) {
  const { provenance, files, definitions, funnel } = data;
  const rule = listed([
    ['unit', provenance.unit], ['scope', provenance.scope], ['pattern', provenance.pattern],
    ['roles counted', provenance.roles.map(words).join(', ')],
    ['commit', provenance.commit ? html`<code>${provenance.commit}</code>` : 'none recorded'],
    ['rules', html`<code>${provenance.rules.slice(0, 12)}</code> (SHA-256)`],
    ['configuration', html`<code>${provenance.configuration.slice(0, 12)}</code> (SHA-256)`],
    ['tool', `ssot ${provenance.tool}`],
  ]);
  const steps = funnel.map((step, index) => html`<tr class="${index === funnel.length - 1 && 'sum'}">
    <td class="number">${step.exclusion && '− '}${figure(step.count)}</td><th scope="row">${step.step}</th></tr>`);
  return html`<h1>Single source of truth</h1>
    <p class="lead">${figure(files.outlined)} of ${figure(files.sources)} source files, ${figure(files.lines)} lines,
      ${figure(definitions.classes)} classes, ${figure(definitions.functions)} functions${
        provenance.commit && html`, at commit <code>${provenance.commit.slice(0, 12)}</code>`}</p>
    ${verdictBanner(data.verdict)}${cards(data)}
    <div class="split"><div class="rule"><h3>Every figure on this page was counted by</h3>${rule}</div>
      <div class="rule"><h3>How the count of managers comes about</h3><table class="funnel">
        <caption class="unseen">From all classes to the counted definitions</caption><tbody>${steps}</tbody></table></div></div>`;
}

/** Formats by concept: one concept, one format would be one source of truth. */
function formats(sites) {
  const rows = tally(sites, (site) => site.concept).map(([concept, count]) => {
    const shapes = tally(sites.filter((site) => site.concept === concept), (site) => site.format);
    const shown = shapes.slice(0, 12).map(([shape, times]) => html`<span><code>${shape || '–'}</code>
      <span class="soft small">×${times}</span></span>`);
    const rest = shapes.length > 12 && html`<span class="soft small">and ${shapes.length - 12} more</span>`;
    return [html`<b>${concept}</b>`, figure(count), figure(shapes.length), html`<span class="formats">${shown}${rest}</span>`];
  });
  const heads = ['Concept', ['Sites', 'number'], ['Formats', 'number'], 'How often each'];
  return html`<h3>Formats of each concept</h3>${plainTable('ID formats by concept', heads, rows)}`;
}

function waivers({ waivers: all }) {
  const today = Date.parse(new Date().toISOString().slice(0, 10));
  const expiry = ({ expires }) => {
    if (!expires) return html`<span class="soft">no expiry</span>`;
    const days = Math.round((Date.parse(expires) - today) / 864e5);
    const text = days < 0 ? `expired ${many(-days, 'day')} ago` : `${many(days, 'day')} left`;
    return html`${expires} ${tag(text, days < 0 ? 'bad' : days <= 30 ? 'fair' : '')}`;
  };
  const rows = all.map((waiver) => [
    html`<b>${waiver.rule}</b>`, waiver.target, waiver.owner ?? html`<span class="soft">nobody</span>`,
    waiver.reason ?? tag('no reason', 'bad'), expiry(waiver), figure(waiver.findings), place(waiver),
  ]);
  const heads = ['Rule', 'For', 'Owner', 'Reason', 'Expires', ['Findings', 'number'], 'Written at'];
  return html`${titled('Waivers', `Leave to violate a rule: by whom, why and for how long; days are counted from today.
      Expired and unused waivers are findings of their own.`)}
    ${rows.length === 0 ? html`<p class="empty">No finding is waived.</p>` : plainTable('Waivers', heads, rows)}`;
}

function limits({ skips, files, duplicates, room, shadowed, dangling }) {
  const unread = skips.filter((skip) => skip.source).length;
  const unlisted = duplicates.groups - duplicates.shown;
  const notes = [
    skips.length === 0 ? 'No file was skipped.'
      : `${many(skips.length, 'file was', 'files were')} skipped, ${figure(unread)} of them sources: no figure counts what they hold.`,
    files.withErrors > 0
      && `${many(files.withErrors, 'file has', 'files have')} syntax errors; what stands around the errors was read.`,
    unlisted > 0
      && `${many(unlisted, 'group')} of duplicates that hold neither a manager nor an ID function are counted, but not listed.`,
    room.groupsWithout > 0
      && `${many(room.groupsWithout, 'listed group')} without source, or not with all of it: this page carries ${figure(room.sourceBytes / 1000)} kB of source at most.`,
    shadowed.length > 0 && `${many(shadowed.length, 'module')} cannot be imported; what they define counts, marked as dead.`,
    dangling.length > 0 && `${many(dangling.length, 'import')} of names that the repository does not define.`,
  ].filter(Boolean);
  const table = (title, heads, rows) => rows.length > 0 && html`<h3>${title}</h3>${plainTable(title, heads, rows, 100)}`;
  return html`${titled('What was left out', 'Figures are computed before anything is cut for display.')}
    <ul>${notes.map((note) => html`<li>${note}</li>`)}</ul>
    ${table('Skipped files', ['File', 'Reason', 'Source'], skips.map((skip) => [
      skip.path, [words(skip.reason), skip.detail].filter(Boolean).join(': '), skip.source ? tag('source', 'bad') : 'no']))}
    ${table('Modules that cannot be imported', ['Module', 'A package of the same name shadows it'],
      shadowed.map((module) => [module.path, module.by]))}
    ${table('Imports of names that the repository does not define', ['Name', 'Imported at'],
      dangling.map((item) => [item.name, place(item)]))}`;
}
