/// How the page looks, and what it does when it is used.
enum HTMLStyle {
  static let sheet: StaticString = """
    :root {
      color-scheme: light dark;
      --page: #f4f6f9; --card: #ffffff; --ink: #18202b; --muted: #5a6575; --line: #e2e7ee; --track: #e9edf3;
      --good: #16794c; --good-soft: #e0f3e9; --bad: #bf2f27; --bad-soft: #fce8e6; --warn: #8f5a00; --warn-soft: #fdf0d5;
      --accent: #3157d0; --accent-soft: #e8edfc;
      --shadow: 0 1px 2px rgb(16 24 40 / .05), 0 4px 16px rgb(16 24 40 / .05);
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #0d1117; --card: #161c25; --ink: #e7ebf1; --muted: #9aa6b6; --line: #27303c; --track: #242d39;
        --good: #4cc58d; --good-soft: #12301f; --bad: #ff8178; --bad-soft: #3a1715; --warn: #e9b04c; --warn-soft: #35270c;
        --accent: #86a3ff; --accent-soft: #1a2547; --shadow: none;
      }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; }
    body {
      margin: 0 auto; max-width: 76rem; padding: 2.5rem 1.5rem 4rem; background: var(--page); color: var(--ink);
      font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
    }
    .skip { position: absolute; left: -99rem; }
    .skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; border-radius: .5rem; z-index: 1; }
    :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    header { margin-bottom: 1.75rem; }
    .eyebrow {
      margin: 0 0 .35rem; color: var(--accent); font-size: .78rem; font-weight: 650; letter-spacing: .08em;
      text-transform: uppercase;
    }
    .titles { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; }
    h1 { margin: 0; font-size: 2rem; line-height: 1.15; letter-spacing: -.02em; overflow-wrap: anywhere; }
    h2 { margin: 0; font-size: 1.15rem; letter-spacing: -.01em; }
    .note, .lead, .rest { margin: .35rem 0 0; color: var(--muted); }
    .lead { margin-bottom: 1rem; font-size: .92rem; }
    .verdict {
      margin: 0; padding: .2rem .8rem; border-radius: 2rem; font-weight: 650; font-size: .92rem; white-space: nowrap;
    }
    .verdict.good { color: var(--good); background: var(--good-soft); }
    .verdict.warn { color: var(--warn); background: var(--warn-soft); }
    .verdict.bad { color: var(--bad); background: var(--bad-soft); }
    nav ul { display: flex; flex-wrap: wrap; gap: .4rem; margin: 1.1rem 0 0; padding: 0; list-style: none; }
    nav a {
      display: block; padding: .25rem .8rem; border: 1px solid var(--line); border-radius: 2rem; background: var(--card);
      color: var(--ink); font-size: .88rem; text-decoration: none;
    }
    nav a:hover { border-color: var(--accent); color: var(--accent); }
    main { display: grid; gap: 1.25rem; }
    main > *, .pair > * { min-width: 0; }
    section {
      background: var(--card); border: 1px solid var(--line); border-radius: 1rem; padding: 1.4rem 1.5rem;
      box-shadow: var(--shadow);
    }
    .pair { display: grid; gap: 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); }
    .overview { display: flex; flex-wrap: wrap; align-items: center; gap: 1.25rem 2rem; }
    figure { margin: 0; }
    .ring { width: 8.5rem; text-align: center; }
    .ring svg { display: block; width: 100%; }
    .ring circle { fill: none; stroke-width: 3.4; stroke-linecap: butt; }
    .ring .track { stroke: var(--track); }
    .ring .arc.good { stroke: var(--good); }
    .ring .arc.accent { stroke: var(--accent); }
    .ring text { fill: var(--ink); font-size: 5.8px; font-weight: 700; text-anchor: middle; letter-spacing: -.02em; }
    figcaption { color: var(--muted); font-size: .85rem; }
    .tiles {
      flex: 1 1 20rem; display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: .9rem 1.5rem; margin: 0;
    }
    .tiles div { border-left: 3px solid var(--line); padding-left: .9rem; }
    dt { color: var(--muted); font-size: .85rem; }
    dd { margin: 0; font-size: 1.45rem; font-weight: 680; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
    dd.good, .status.good { color: var(--good); }
    dd.bad, .status.bad { color: var(--bad); }
    dd.warn, .status.warn { color: var(--warn); }
    .stack { flex: 1 0 100%; }
    .stack svg { display: block; width: 100%; height: .8rem; border-radius: .4rem; background: var(--track); }
    .stack figcaption { margin-top: .5rem; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
    .key::before {
      content: ""; display: inline-block; width: .7em; height: .7em; margin-right: .45em; border-radius: .2em;
      background: currentColor;
    }
    .key.good::before { background: var(--good); }
    .key.bad::before { background: var(--bad); }
    .key.warn::before { background: var(--warn); }
    table { width: 100%; border-collapse: collapse; font-size: .92rem; }
    caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    th, td { padding: .5rem .75rem .5rem 0; text-align: left; vertical-align: baseline; border-top: 1px solid var(--line); }
    th:last-child, td:last-child { padding-right: 0; }
    thead th {
      border-top: 0; padding-top: 0; color: var(--muted); font-size: .8rem; font-weight: 600; white-space: nowrap;
    }
    tbody th { font-weight: 500; }
    .figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .bars td, .bars th { border-top: 0; padding-block: .3rem; }
    .bars th { width: 1%; max-width: 18rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
    .bars .figure { width: 1%; }
    td.bar { min-width: 6rem; vertical-align: middle; }
    .profile td.bar { vertical-align: top; padding-top: .88rem; }
    .bar svg { display: block; width: 100%; height: .7rem; border-radius: .35rem; }
    rect.track { fill: var(--track); }
    rect.good { fill: var(--good); }
    rect.bad { fill: var(--bad); }
    rect.warn { fill: var(--warn); }
    rect.accent { fill: var(--accent); }
    rect.mark { fill: var(--ink); }
    code, pre { font: .87em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
    code { overflow-wrap: anywhere; }
    .scroll th code, .failures td:nth-child(2) code { display: block; max-width: 16rem; overflow-wrap: break-word; }
    .failures td:last-child, .profile td.values { min-width: 15rem; }
    .path { color: var(--muted); }
    .badge, .chip {
      display: inline-block; padding: .05rem .5rem; border-radius: .4rem; background: var(--accent-soft); color: var(--accent);
      font-size: .8rem; overflow-wrap: anywhere;
    }
    .failures .badge { white-space: nowrap; max-width: 14rem; overflow: hidden; text-overflow: ellipsis; vertical-align: bottom; }
    .failures th, .failures td { padding-right: 1.25rem; }
    .failures tbody tr:hover { background: color-mix(in srgb, var(--accent-soft) 40%, transparent); }
    .chip { margin: .1rem .15rem .1rem 0; background: var(--track); color: var(--ink); }
    .chip b { margin-left: .2rem; color: var(--muted); font-weight: 500; font-variant-numeric: tabular-nums; }
    .status { white-space: nowrap; font-weight: 600; }
    .where { color: var(--muted); }
    .scroll { overflow-x: auto; }
    .profile td.bar { min-width: 4.5rem; }
    .profile .spread { width: 6rem; vertical-align: top; }
    .columns { display: block; width: 5.5rem; height: 1.4rem; fill: var(--accent); }
    .range, .hidden { color: var(--muted); }
    .hidden { font-style: italic; font-size: .85rem; margin-left: .25rem; }
    .filter { margin: 0 0 1rem; }
    .filter label { color: var(--muted); margin-right: .35rem; }
    .filter output { color: var(--muted); margin-left: .5rem; }
    input {
      width: min(24rem, 100%); padding: .4rem .7rem; border: 1px solid var(--line); border-radius: .5rem;
      background: var(--page); color: inherit; font: inherit;
    }
    details { display: inline; margin-left: .5rem; }
    details[open] { display: block; margin: 0; }
    summary { display: inline; color: var(--accent); cursor: pointer; font-size: .85rem; white-space: nowrap; }
    summary:hover { text-decoration: underline; }
    tr[hidden] { display: none; }
    pre {
      margin: .4rem 0 0; padding: .7rem .9rem; border-radius: .5rem; background: var(--page); white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    footer { margin-top: 1.5rem; color: var(--muted); font-size: .85rem; text-align: center; }
    @media (max-width: 40rem) {
      body { padding: 1.5rem .9rem 3rem; }
      section { padding: 1.1rem 1rem; }
      h1 { font-size: 1.5rem; }
      .bars th { max-width: 42vw; }
    }
    @media print {
      :root {
        --page: #fff; --card: #fff; --ink: #000; --muted: #444; --line: #ccc; --track: #eee; --good: #16794c;
        --bad: #bf2f27; --warn: #8f5a00; --accent: #3157d0; --accent-soft: #eef1fc; --shadow: none; color-scheme: light;
      }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      body { max-width: none; padding: 0; font-size: 10pt; }
      section { border: 0; padding: .5rem 0; }
      tr, .overview { break-inside: avoid; }
      h2 { break-after: avoid; }
      .filter, .skip, nav, details { display: none; }
    }

    """

  /// Filters the failing records; without it, all are shown.
  static let script: StaticString = """
    (function () {
      var input = document.getElementById("filter");
      if (!input) return;
      var rows = Array.prototype.slice.call(document.getElementById("rows").rows);
      var matches = document.getElementById("matches");
      var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
      input.parentNode.hidden = false;
      function apply() {
        var words = input.value.toLowerCase().split(/\\s+/);
        var shown = 0;
        rows.forEach(function (row, index) {
          var fits = words.every(function (word) { return texts[index].indexOf(word) >= 0; });
          row.hidden = !fits;
          if (fits) shown += 1;
        });
        matches.textContent = input.value ? shown + " of " + rows.length : "";
      }
      input.addEventListener("input", apply);
      addEventListener("beforeprint", function () { input.value = ""; apply(); });
    })();
    """
}
