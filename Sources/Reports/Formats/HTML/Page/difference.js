// What two texts have in common, line by line, and word by word where a line was changed. No document here: pure.

/** Index pairs of a longest common subsequence. Time and memory O(n m). */
function common(left, right) {
  const width = right.length + 1;
  const best = new Uint16Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      best[i * width + j] = left[i] === right[j]
        ? best[(i + 1) * width + j + 1] + 1
        : Math.max(best[(i + 1) * width + j], best[i * width + j + 1]);
    }
  }
  const pairs = [];
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    if (left[i] === right[j]) pairs.push([i++, j++]);
    else if (best[(i + 1) * width + j] >= best[i * width + j + 1]) i += 1;
    else j += 1;
  }
  return pairs;
}

/**
 * Index pairs of equal lines, in order: what is equal at both ends, then lines that occur once on each side
 * (patience diff), then a longest common subsequence of what lies between, if that is not too long to compute.
 */
function equalLines(left, right) {
  const pairs = [];
  const within = (a, b, c, d) => {
    while (a < b && c < d && left[a] === right[c]) pairs.push([a++, c++]);
    const tail = [];
    while (a < b && c < d && left[b - 1] === right[d - 1]) tail.push([--b, --d]);
    if (a < b && c < d) {
      const anchors = unique(left, right, a, b, c, d);
      if (anchors.length > 0) {
        for (const [i, j] of [...anchors, [b, d]]) {
          within(a, i, c, j);
          if (i < b && j < d) pairs.push([i, j]);
          [a, c] = [i + 1, j + 1];
        }
      } else if ((b - a) * (d - c) <= 4e6) {
        for (const [i, j] of common(left.slice(a, b), right.slice(c, d))) pairs.push([a + i, c + j]);
      }
    }
    pairs.push(...tail.reverse());
  };
  within(0, left.length, 0, right.length);
  return pairs;
}

/** Lines that occur once on each side, in the longest order that both sides have. */
function unique(left, right, a, b, c, d) {
  const seen = new Map();
  const note = (line, side, index) => {
    const entry = seen.get(line) ?? { counts: [0, 0], at: [0, 0] };
    entry.counts[side] += 1;
    entry.at[side] = index;
    seen.set(line, entry);
  };
  for (let i = a; i < b; i += 1) note(left[i], 0, i);
  for (let j = c; j < d; j += 1) note(right[j], 1, j);
  const pairs = [...seen.values()].filter((entry) => entry.counts[0] === 1 && entry.counts[1] === 1)
    .map((entry) => entry.at).sort((x, y) => x[0] - y[0]);
  const piles = [];
  for (const [i, j] of pairs) {
    let low = 0;
    for (let high = piles.length; low < high;) {
      const middle = (low + high) >> 1;
      if (piles[middle].at[1] < j) low = middle + 1; else high = middle;
    }
    piles[low] = { at: [i, j], before: piles[low - 1] };
  }
  const longest = [];
  for (let pile = piles.at(-1); pile; pile = pile.before) longest.push(pile.at);
  return longest.reverse();
}

const tokens = (line) => line.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? [];

/** How alike two lines are, 0 to 1: the share of their words that both have. */
function likeness(left, right) {
  const counts = new Map();
  const [a, b] = [left, right].map((line) => tokens(line).filter((token) => token.trim()));
  for (const token of a) counts.set(token, (counts.get(token) ?? 0) + 1);
  let both = 0;
  for (const token of b) {
    const count = counts.get(token) ?? 0;
    if (count > 0) { both += 1; counts.set(token, count - 1); }
  }
  return a.length + b.length === 0 ? 0 : (2 * both) / (a.length + b.length);
}

/** Which removed line became which added one: pairs in order whose likeness sums highest; of long runs, by place. */
function changed(removed, added) {
  if (removed.length * added.length > 4000) {
    return removed.slice(0, added.length).map((_, index) => [index, index]);
  }
  const width = added.length + 1;
  const best = new Float64Array((removed.length + 1) * width);
  const gains = removed.map((left) => added.map((right) => likeness(left, right) - 0.4));
  for (let i = removed.length - 1; i >= 0; i -= 1) {
    for (let j = added.length - 1; j >= 0; j -= 1) {
      const paired = gains[i][j] > 0 ? gains[i][j] + best[(i + 1) * width + j + 1] : 0;
      best[i * width + j] = Math.max(paired, best[(i + 1) * width + j], best[i * width + j + 1]);
    }
  }
  const pairs = [];
  for (let i = 0, j = 0; i < removed.length && j < added.length;) {
    if (gains[i][j] > 0 && best[i * width + j] === gains[i][j] + best[(i + 1) * width + j + 1]) pairs.push([i++, j++]);
    else if (best[i * width + j] === best[(i + 1) * width + j]) i += 1;
    else j += 1;
  }
  return pairs;
}

/** Rows of a side-by-side view: indices of lines, null where a side has none. `isSame` where both are equal. */
function difference(left, right) {
  const rows = [];
  let [i, j] = [0, 0];
  for (const [a, b] of [...equalLines(left, right), [left.length, right.length]]) {
    const base = [i, j];
    for (const [x, y] of [...changed(left.slice(i, a), right.slice(j, b)), [a - i, b - j]]) {
      while (i < base[0] + x) rows.push({ left: i++, right: null });
      while (j < base[1] + y) rows.push({ left: null, right: j++ });
      if (i < a && j < b) rows.push({ left: i++, right: j++ });
    }
    if (a < left.length && b < right.length) rows.push({ left: i++, right: j++, isSame: true });
  }
  return rows;
}

/** The words of a changed line on one side: `[text, isCommon]`, runs joined. */
function wordRuns(left, right) {
  const sides = [tokens(left), tokens(right)];
  const pairs = sides[0].length * sides[1].length > 1e6 ? [] : common(sides[0], sides[1]);
  return sides.map((side, at) => {
    const kept = new Set(pairs.map((pair) => pair[at]));
    const runs = [];
    side.forEach((token, index) => {
      const isCommon = kept.has(index);
      if (runs.at(-1)?.[1] === isCommon) runs.at(-1)[0] += token; else runs.push([token, isCommon]);
    });
    return runs;
  });
}
