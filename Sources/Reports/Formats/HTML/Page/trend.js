// Figures of the stored scans, oldest first, and what changed since one of them.

/** One small chart; `values` are numbers from 0 upwards, one a scan; `changes` says where rules changed. */
function chart(title, history, values, text, changes) {
  const most = Math.max(1, ...values);
  const isLine = history.length > 1;
  const gap = isLine ? 200 / (history.length - 1) : 0;
  const at = (index) => (isLine ? gap * index : 100);
  const points = values.map((value, index) => `${at(index).toFixed(1)},${(60 - (55 * value) / most).toFixed(1)}`);
  const breaks = changes.map((isChange, index) => isChange
    && html`<path class="change" d="M${(at(index) - gap / 2).toFixed(1)} 0V60"></path>`);
  const spoken = values.map((value, index) => `${history[index].at} ${text(value)}`).join(', ');
  const day = (point) => html`<span>${point.at.slice(0, 10)}</span>`;
  return html`<figure class="chart">
    <figcaption><span>${title}<br>${isLine ? `from ${text(values[0])}` : 'one scan'}</span><b>${text(values.at(-1))}</b></figcaption>
    <svg viewBox="0 0 200 60" preserveAspectRatio="none" role="img" aria-label="${title}: ${spoken}">
      <path class="base" d="M0 60H200"></path>${breaks}<path class="path" d="M${points.join('L')}"></path>
      ${points.map((point) => html`<path class="dot" d="M${point}h.01"></path>`)}</svg>
    <span class="ends">${day(history[0])}${isLine && day(history.at(-1))}</span></figure>`;
}

function trend({ history, former }) {
  if (history.length === 0) {
    return html`${titled('Trend')}<p class="empty">This report was written without the history of the tree's scans.</p>
      ${former && since(former)}`;
  }
  // Figures that were counted by other rules do not compare.
  const changes = history.map((point, index) => index > 0 && point.rules !== history[index - 1].rules);
  const ratio = (value) => `${percent([value, 100])} %`;
  const part = ([numerator, denominator]) => (denominator === 0 ? 100 : (100 * numerator) / denominator);
  const draw = (title, value, text) => chart(title, history, history.map(value), text, changes);
  const rows = history.slice(-50).reverse().map((point) => [
    html`${point.scan} <span class="soft">${point.at}</span>`,
    point.commit ? html`<code>${point.commit.slice(0, 12)}</code>` : html`<span class="soft">none</span>`,
    html`<code>${point.rules.slice(0, 8)}</code>`, figure(point.counted), figure(point.findings),
    share(point.definition), share(point.usage), share(point.identifiers),
  ]);
  const heads = ['Scan', 'Commit', 'Rules', ['Counted', 'number'], ['Findings', 'number'],
    'Definition compliance', 'Usage compliance', 'ID compliance'];
  return html`${titled('Trend', html`${many(history.length, 'scan')} of this tree in the database, before waivers and baseline.
      Each chart starts at 0.${changes.some(Boolean)
        && ' A dashed line is a change of rules: what is left and right of it does not compare.'}`)}
    <div class="charts">
      ${draw('Counted managers', (point) => point.counted, figure)}
      ${draw('Findings', (point) => point.findings, figure)}
      ${draw('Groups of duplicates', (point) => point.groups, figure)}
      ${draw('Definition compliance', (point) => part(point.definition), ratio)}
      ${draw('Usage compliance', (point) => part(point.usage), ratio)}
      ${draw('ID compliance', (point) => part(point.identifiers), ratio)}
    </div>
    ${plainTable('Stored scans, newest first', heads, rows)}
    ${history.length > 50 && html`<p class="soft small">the newest 50 of ${figure(history.length)} scans</p>`}
    ${former && since(former)}`;
}

/** What became of the counted managers of a former scan: a consolidation that removes nothing shows here. */
function since({ scan, at, commit, changes, newFindings, goneFindings }) {
  const kinds = { removed: 'good', added: 'bad', renamed: '' };
  const count = (kind) => figure(changes.filter((change) => change.change === kind).length);
  const rows = changes.map((change) => [
    html`<b>${change.name}</b>`,
    html`${tag(change.change, kinds[change.change])}${change.from && html` <span class="soft">was ${change.from}</span>`}`,
    words(change.domain), place(change),
  ]);
  return html`<h3>Since scan ${scan} <span class="soft">${at}${commit && `, commit ${commit.slice(0, 12)}`}</span></h3>
    <p>${count('removed')} counted managers removed, ${count('added')} added, ${count('renamed')} renamed or moved;
      ${many(newFindings, 'new finding')}, ${figure(goneFindings)} gone.</p>
    ${rows.length > 0 && plainTable('Counted managers that changed', ['Manager', 'Change', 'Domain', 'Place'], rows, 200)}`;
}
