// One group of duplicates: its members, the score of each pair, and two members side by side.

const evidenceWords = {
  same_name: 'same name', identical_body: 'identical body', renamed_body: 'renamed body', similar_body: 'similar body',
  overlapping_interface: 'overlapping interface', placeholder: 'placeholder',
};

/** A, B, … Z, AA, AB … */
const letter = (index) => (index < 26 ? '' : letter(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

function marks(item) {
  return [
    item.canonical && tag(`${star(item)} ${item.canonical} canonical`, 'good'),
    item.dead && tag('dead: cannot be imported', 'bad'), item.placeholder && tag('placeholder', 'fair'),
    item.test && tag('test code'),
  ].filter(Boolean).map((mark) => html` ${mark}`);
}

class GroupDetail {
  /** `aliases` are managers that stand for another, by the symbol of that one. */
  constructor(group, element, texts, aliases) {
    Object.assign(this, { group, element, texts, aliases });
    this.scores = new Map();
    for (const pair of group.pairs) {
      const key = `${pair.left} ${pair.right}`;
      this.scores.set(key, [...(this.scores.get(key) ?? []), pair]);
    }
    const first = group.members.findIndex((member) => member.canonical);
    // The most alike pair, that of the canonical member before others; the canonical one stands left.
    const touches = (pair) => pair.left === first || pair.right === first;
    const best = [...group.pairs].sort((a, b) => touches(b) - touches(a) || b.score - a.score)[0] ?? { left: 0, right: 1 };
    this.pair = best.right === first ? [best.right, best.left] : [best.left, best.right];
    fill(element, html`${this.members()}${this.matrix()}<div class="sides"></div>`);
    element.onclick = (event) => {
      const button = event.target.closest('[data-pair], .fold');
      if (!button) return;
      if (button.dataset.pair) this.choose(button.dataset.pair.split(' ').map(Number));
      else this.unfold(button);
    };
    this.compare();
  }

  choose(pair) {
    this.pair = pair;
    const chosen = [...pair].sort((a, b) => a - b).join(' ');
    for (const button of this.element.querySelectorAll('[data-pair]')) {
      button.setAttribute('aria-pressed', button.dataset.pair === chosen);
    }
    this.compare();
  }

  members() {
    const rows = this.group.members.map((member, index) => [
      html`<b>${letter(index)}</b>`, html`${member.name}${marks(member)}${this.names(member)}`,
      words(member.role ?? this.group.kind), figure(member.end - member.line + 1), place(member),
    ]);
    return plainTable('Members', ['', 'Member', 'Role', ['Lines', 'number'], 'Place'], rows);
  }

  /** The other names of a member. */
  names(member) {
    const found = this.aliases.get(member.symbol) ?? [];
    if (found.length === 0) return null;
    const rest = found.length > 4 && html`<li class="soft">and ${many(found.length - 4, 'more alias', 'more aliases')}</li>`;
    return html`<ul class="plain small">${found.slice(0, 4).map((alias) => html`<li>${tag('alias')}
      ${link(`manager ${alias.index}`, alias.name)} ${place(alias)}</li>`)}${rest}</ul>`;
  }

  /** Buttons that choose a pair: a triangle of scores, or, of many members, the pairs that were found. */
  matrix() {
    const size = this.group.members.length;
    const button = (left, right, isNamed) => {
      const found = this.scores.get(`${left} ${right}`) ?? [];
      const score = (pair) => percent([pair.score, 1]);
      const reasons = found.map((pair) => `${evidenceWords[pair.kind]} ${score(pair)} %`).join(', ') || 'grouped through others';
      const best = found.length > 0 ? score(found.reduce((a, b) => (b.score > a.score ? b : a))) : '–';
      const isChosen = left === Math.min(...this.pair) && right === Math.max(...this.pair);
      const names = [letter(left), letter(right)];
      return html`<button data-pair="${left} ${right}" aria-pressed="${isChosen}" title="${names.join(' and ')}: ${reasons}"
        aria-label="Compare ${names.join(' and ')}: ${reasons}">${isNamed && `${names.join(' ')} `}${best}</button>`;
    };
    const head = html`<h4>How alike, in percent; choose a pair to compare</h4>`;
    if (size > 12) {
      const pairs = this.group.pairs.slice(0, 120);
      return html`${head}<p class="matrix">${pairs.map((pair) => html`${button(pair.left, pair.right, true)} `)}
        ${this.group.pairs.length > 120 && html`<span class="soft">120 of ${figure(this.group.pairs.length)} pairs</span>`}</p>`;
    }
    const columns = this.group.members.slice(1).map((_, at) => html`<th scope="col">${letter(at + 1)}</th>`);
    const rows = this.group.members.slice(0, -1).map((_, left) => html`<tr><th scope="row">${letter(left)}</th>
      ${this.group.members.slice(1).map((_, at) => html`<td>${at + 1 > left && button(left, at + 1)}</td>`)}</tr>`);
    return html`${head}<table class="matrix"><caption class="unseen">Scores of pairs</caption>
      <thead><tr><td></td>${columns}</tr></thead><tbody>${rows}</tbody></table>`;
  }

  compare() {
    const sides = this.pair.map((index) => this.group.members[index]);
    const lines = sides.map((member) => (member.text === undefined ? null : this.texts[member.text].split('\n')));
    const box = find('.sides', this.element);
    const titles = html`<div class="titles">${sides.map((member, at) => html`<p><b>${letter(this.pair[at])}</b>
      ${member.name}${marks(member)}<br>${place(member)}</p>`)}</div>`;
    if (lines.includes(null)) {
      const missing = sides.filter((_, at) => lines[at] === null).map((member) => member.path);
      const reason = this.group.noRoom ? 'this page carries so much source at most, and the groups above took it.'
        : 'when this report was written, the file was not what had been scanned, or could not be read.';
      return fill(box, html`${titles}<p class="empty">No source to show of ${[...new Set(missing)].join(' and ')}: ${reason}</p>`);
    }
    this.rows = difference(...lines);
    this.lines = lines;
    this.starts = sides.map((member) => member.line);
    const changes = this.rows.filter((row) => !row.isSame).length;
    const summary = changes === 0 ? 'No line differs.'
      : `${many(changes, 'line differs', 'lines differ')}, ${figure(this.rows.length - changes)} are equal.`;
    const cuts = sides.map((member, at) => member.cut
      && ` ${member.name}: the first ${figure(lines[at].length)} lines of ${figure(member.end - member.line + 1)}.`);
    fill(box, html`${titles}<div class="lines" tabindex="0" role="region" aria-label="Source of both, side by side">${this.runs()}</div>
      <p class="more">${summary}${cuts}</p>`);
  }

  /** The rows, long equal runs folded but for three lines beside a change. */
  runs() {
    const parts = [];
    const context = 3;
    for (let start = 0; start < this.rows.length;) {
      let end = start;
      while (end < this.rows.length && this.rows[end].isSame) end += 1;
      const head = start === 0 ? Math.min(1, end) : Math.min(start + context, end);
      const tail = end === this.rows.length ? end : Math.max(head, end - context);
      if (tail - head > 6) {
        parts.push(this.drawn(start, head));
        parts.push(html`<button class="fold" data-from="${head}" data-to="${tail}">⋯ ${many(tail - head, 'equal line')}</button>`);
        parts.push(this.drawn(tail, end));
      } else {
        parts.push(this.drawn(start, end));
      }
      start = end;
      while (end < this.rows.length && !this.rows[end].isSame) end += 1;
      parts.push(this.drawn(start, end));
      start = end;
    }
    return parts;
  }

  drawn(from, to) {
    return this.rows.slice(from, to).map((row) => {
      const isPair = row.left !== null && row.right !== null;
      const runs = isPair && !row.isSame ? wordRuns(this.lines[0][row.left], this.lines[1][row.right]) : null;
      const marked = (part, at) => (at === 0 ? html`<del>${part}</del>` : html`<ins>${part}</ins>`);
      const side = (index, at) => {
        if (index === null) return html`<span class="at blank"></span><span class="void"></span>`;
        const kind = row.isSame ? '' : at === 0 ? 'gone' : 'came';
        const text = runs ? runs[at].map(([part, isCommon]) => (isCommon ? part : marked(part, at))) : this.lines[at][index];
        return html`<span class="at">${this.starts[at] + index}</span><span class="${kind}">${text}</span>`;
      };
      return html`<div class="pair${row.isSame && ' same'}">${side(row.left, 0)}${side(row.right, 1)}</div>`;
    });
  }

  unfold(button) {
    const [from, to] = [Number(button.dataset.from), Number(button.dataset.to)];
    const lines = button.parentElement;
    button.insertAdjacentHTML('afterend', markup(this.drawn(from, to)));
    button.remove();
    lines.focus({ preventScroll: true });
  }
}
