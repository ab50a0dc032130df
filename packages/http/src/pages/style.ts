// How the pages look: the paper of the wall, and the colours of its notes.

export const styleSheet = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#faf7f0, #191816);
  --sheet: light-dark(#ffffff, #22211e);
  --ink: light-dark(#2a2722, #ece7dc);
  --faint: light-dark(#6f685c, #a59d8e);
  --line: light-dark(#e5dfd2, #38352f);
  --command: light-dark(#bfdcf5, #27506f);
  --event: light-dark(#ffd3a1, #7a4a17);
  --view: light-dark(#cbe8c1, #33562a);
  --actor: light-dark(#fdf0a6, #665a15);
  --link: light-dark(#1c5d99, #8cc3f2);
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2.5rem 1.25rem 5rem; max-width: 68rem;
  background: var(--paper); color: var(--ink);
  font: 16px/1.6 system-ui, -apple-system, 'Apple SD Gothic Neo', 'Noto Sans KR', sans-serif;
  word-break: keep-all; overflow-wrap: anywhere;
}
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .25rem; letter-spacing: -.02em; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .5rem; }
.sheet > h3:first-child { margin-top: 0; }
p { margin: .25rem 0 1rem; }
a { color: var(--link); text-underline-offset: .2em; }
.faint { color: var(--faint); }
.top { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; margin: 0 0 2rem;
  align-items: baseline; }
.top .name { font-weight: 700; margin-right: auto; }
.notes { display: flex; flex-wrap: wrap; gap: .6rem; padding: 0; margin: 0; list-style: none; }
.note {
  padding: .45rem .8rem; border-radius: 3px; box-shadow: 0 1px 2px rgb(0 0 0 / .12);
  text-decoration: none; color: inherit; display: block;
}
.note small { display: block; color: var(--faint); }
.command { background: var(--command); } .event { background: var(--event); }
.view { background: var(--view); } .actor { background: var(--actor); }
.sheet {
  background: var(--sheet); border: 1px solid var(--line); border-radius: 8px;
  padding: 1rem 1.25rem; margin: 0 0 1rem; overflow-x: auto;
}
.window { display: block; max-height: 34rem; overflow: hidden; padding: 0;
  mask-image: linear-gradient(#000 75%, transparent); }
.wall { display: block; max-width: 100%; height: auto; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(19rem, 100%), 1fr));
  gap: 1rem; padding: 0; margin: 1.5rem 0 0; list-style: none; }
.cards .sheet { margin: 0; } .cards h2 { margin: 0; } .cards .window { max-height: 12rem; }
pre { margin: .25rem 0 .9rem; padding: .8rem 1rem; overflow-x: auto; background: var(--sheet);
  border: 1px solid var(--line); border-radius: 6px; font-size: .85rem; line-height: 1.5; }
code { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, 'D2Coding', monospace; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; padding: .45rem .7rem; border-bottom: 1px solid var(--line);
  vertical-align: top; overflow-wrap: normal; }
td { max-width: 24rem; }
td:not(.long) { white-space: nowrap; }
form { display: inline-flex; gap: .4rem; } select, button { font: inherit; }
th { font-weight: 600; color: var(--faint); white-space: nowrap; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
tbody tr:hover { background: color-mix(in srgb, var(--actor) 25%, transparent); }
nav.pages { display: flex; gap: 1rem; margin-top: 1rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.25rem; margin: 0; }
dt { color: var(--faint); } dd { margin: 0; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; } }
`;
