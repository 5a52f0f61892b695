/** The style sheet of the public pages: one constant, so that a Content Security Policy can name its hash. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--ground:#faf8f3;--sheet:#fff;--ink:#211f1b;--quiet:#565045;--line:#e3ddd0;--accent:#2e3fa3;--on-accent:#fff;--thread:#d99a1c;
--good:#1b6e45;--good-soft:#e0f2e7;--bad:#a8261d;--bad-soft:#fbe6e3;--warn:#7d5200;--warn-soft:#fcf0d2;--plain-soft:#efebe2}
@media (prefers-color-scheme:dark){:root{--ground:#14151a;--sheet:#1c1e25;--ink:#eceae5;--quiet:#b9b7b1;--line:#333640;--accent:#aab4ff;--on-accent:#14173a;--thread:#ffcf70;
--good:#78d6a4;--good-soft:#173427;--bad:#ff9d92;--bad-soft:#451d1a;--warn:#f2c46a;--warn-soft:#3a2e12;--plain-soft:#2a2c34}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 "Noto Sans",system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
a{color:var(--accent);text-underline-offset:3px}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:4px}
.skip{position:absolute;left:-9999px}.skip:focus{left:16px;top:12px;background:var(--sheet);padding:8px 12px;z-index:1}
.bar,main,footer{max-width:752px;margin:0 auto;padding:0 16px}
.bar{display:flex;flex-wrap:wrap;gap:4px 20px;align-items:center;justify-content:space-between;padding-top:16px;padding-bottom:12px}
.brand{display:flex;gap:10px;align-items:center;font-weight:700;color:var(--ink);text-decoration:none;min-height:44px}
.brand svg{width:30px;height:30px;color:var(--accent);flex:none}
.language{display:inline-flex;align-items:center;min-height:44px}
.demonstration{background:var(--warn-soft);color:var(--warn);border-bottom:2px dashed var(--warn)}
.demonstration p{max-width:752px;margin:0 auto;padding:10px 16px}
.answer{display:flex;gap:16px;align-items:flex-start;padding:20px;border-radius:12px;border:1px solid;margin:8px 0 20px}
.answer svg{width:40px;height:40px;flex:none;margin-top:2px}
.answer h1,.answer h2{margin:0;font-size:1.4rem;line-height:1.25;letter-spacing:-.01em}
.answer p{margin:6px 0 0;color:var(--ink)}
.good{background:var(--good-soft);color:var(--good)}.bad{background:var(--bad-soft);color:var(--bad)}
.warn{background:var(--warn-soft);color:var(--warn)}.plain{background:var(--plain-soft);color:var(--ink)}
.card{background:var(--sheet);border:1px solid var(--line);border-radius:12px;padding:20px;margin:0 0 20px}
.card>p{margin:0 0 10px}.card>h2{margin:0 0 12px;font-size:1.1rem}
.start h1{font-size:1.6rem;line-height:1.25;margin:12px 0 6px;letter-spacing:-.01em}.start p{margin:0 0 20px;color:var(--quiet)}
dl{margin:0}dl>div{padding:10px 0;border-top:1px solid var(--line)}dl>div:first-child{border-top:0;padding-top:0}
dt{color:var(--quiet);font-size:.9rem}dd{margin:2px 0 0;font-weight:600;font-variant-numeric:tabular-nums}
dd.code{font-size:1.5rem;letter-spacing:.04em;line-height:1.3}
.more{margin:12px 0 0}
table{width:100%;border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:10px 12px 10px 0;border-top:1px solid var(--line)}
thead th{overflow-wrap:normal;border-top:0;padding-top:0;color:var(--quiet);font-size:.9rem;font-weight:400}
td:first-child{white-space:nowrap;font-variant-numeric:tabular-nums}
.note{display:block;color:var(--quiet);font-size:.9rem}
label{display:block;font-weight:600;margin:0 0 6px}
input[type=file]{display:block;width:100%;font:inherit;color:inherit;padding:12px;border:1px dashed var(--quiet);border-radius:8px;background:var(--ground)}
input[type=file]::file-selector-button{font:inherit;margin-right:12px;padding:6px 12px;border:1px solid var(--quiet);border-radius:6px;background:var(--sheet);color:var(--ink)}
button{font:inherit;font-weight:700;min-height:48px;padding:10px 22px;margin:16px 0 0;border:0;border-radius:8px;background:var(--accent);color:var(--on-accent);cursor:pointer}
.quiet{color:var(--quiet);font-size:.9rem}ul{margin:6px 0 0;padding-left:20px}ul+dl{margin-top:14px;padding-top:12px;border-top:1px solid var(--line)}.register{margin:28px 0 0;color:var(--quiet)}
footer{padding-top:4px;padding-bottom:32px;color:var(--quiet);font-size:.9rem}
@media (max-width:479px){td:first-child{white-space:normal}.answer{padding:16px;gap:12px}.card{padding:16px}button{width:100%}}
@media (min-width:640px){dl>div{display:grid;grid-template-columns:200px 1fr;gap:16px;align-items:baseline}dd{margin:0}.answer{padding:24px}.answer h1{font-size:1.7rem}}
@media print{body{background:#fff}.upload,.skip,.language{display:none}}
`;
