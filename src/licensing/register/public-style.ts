import { PAGE_STYLE } from "../issuing/index.ts";

/**
 * The style sheet of the public site: that of every page without script, with additions. One constant, so that the
 * Content Security Policy can name its hash.
 */
export const PUBLIC_STYLE = `${PAGE_STYLE}
.bar,main,footer,.demonstration p{max-width:1120px}
.bar{gap:4px 20px}.brand{max-width:100%;min-width:0}.brand span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.actions a{white-space:nowrap}
.away{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.top{display:none;flex:1}.top ul{display:flex;gap:4px;margin:0;padding:0;list-style:none}
.top a,.all a{display:inline-flex;align-items:center;min-height:44px;padding:4px 10px;border-radius:8px;text-decoration:none;color:var(--ink)}
.top a:hover,.all a:hover{background:var(--plain-soft)}[aria-current=page]{font-weight:700;box-shadow:inset 0 -3px 0 var(--accent)}
.actions{display:flex;align-items:center;gap:4px 14px;margin-left:auto}.menu{display:inline-flex;align-items:center;min-height:44px}
.button{display:inline-flex;align-items:center;justify-content:center;min-height:48px;padding:10px 20px;border-radius:8px;font-weight:700;text-decoration:none;border:1px solid var(--quiet);color:var(--ink);background:var(--sheet)}
.button.main,.button.small{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}.button.small{min-height:44px;padding:6px 14px}
.buttons{display:flex;flex-wrap:wrap;gap:12px;margin:20px 0 0}
main{padding-bottom:24px;outline:0}
h2{font-size:1.35rem;line-height:1.25;letter-spacing:-.01em;margin:40px 0 12px}h3{font-size:1.1rem;line-height:1.3;margin:0 0 6px}
main>p,main section>p,.start p{max-width:70ch}.start h1{font-size:clamp(1.6rem,1.2rem + 1.6vw,2.2rem)}.start p{font-size:1.1rem;margin:0 0 12px}
.hero{display:grid;gap:24px;align-items:start;margin-top:12px}.hero h1{font-size:clamp(2rem,1.2rem + 3.2vw,3.2rem);line-height:1.1;letter-spacing:-.03em;margin:8px 0 12px;max-width:16ch}
.hero .lead{font-size:1.125rem;color:var(--quiet);margin:0;max-width:58ch}.hero .card{margin:0}
.cards{display:grid;gap:16px;margin:0;padding:0;list-style:none}.cards>li,.panel{background:var(--sheet);border:1px solid var(--line);border-radius:12px;padding:20px}
.cards p{margin:0;color:var(--quiet)}.cards a.title{font-weight:700;font-size:1.1rem;display:inline-block;min-height:32px}
.thread{list-style:none;margin:0;padding:0;counter-reset:step}.thread>li{counter-increment:step;position:relative;padding:0 0 24px 48px}
.thread>li::before{content:counter(step);position:absolute;left:0;top:0;width:32px;height:32px;border-radius:50%;border:2px solid var(--accent);display:grid;place-items:center;font-weight:700;color:var(--accent);background:var(--ground);font-variant-numeric:tabular-nums}
.thread>li::after{content:"";position:absolute;left:16px;top:34px;bottom:0;border-left:2px solid var(--line)}.thread>li:last-child::after{border:0}
.thread>li.here::before{background:var(--accent);color:var(--on-accent)}.thread h2,.thread h3{margin:2px 0 4px}.thread p{margin:0 0 4px;max-width:70ch}
.tag{display:inline-block;font-size:.85rem;font-weight:600;padding:1px 10px;border-radius:99px;border:1px solid;color:var(--quiet);margin:0 0 6px}.here>.tag{color:var(--good)}.here>.tag::before{content:"✓ "}
.promise{font-weight:600}.thread .panel{margin:10px 0 0}.thread .panel h3{font-size:1rem;margin:14px 0 4px}.thread .panel h3:first-child{margin-top:0}
dd.rule{font-weight:400}dd.rule strong{display:block}.source{display:block;position:relative;font-size:.875rem;color:var(--quiet)}.source a{color:var(--quiet)}
.standing::before{content:"● "}.standing.observed::before{content:"◐ "}.standing.assumed::before{content:"○ "}.papers{margin:0;padding-left:20px}.papers li{margin:0 0 4px;font-weight:600}.papers .note{font-weight:400}
.diagram{display:block;width:100%;max-width:340px;height:auto}.diagram text{text-anchor:middle;font-size:15px;font-weight:600;fill:var(--ink)}.diagram .small{font-size:12.500px;font-weight:400;fill:var(--quiet)}
.box rect{fill:var(--ground);stroke:var(--quiet);stroke-width:1.500}.core rect{fill:var(--plain-soft);stroke:var(--accent);stroke-width:3}.arrow{fill:none;stroke:var(--accent);stroke-width:2.500;stroke-linecap:round;stroke-linejoin:round}
.picture{display:grid;gap:16px 32px}.picture>div>p{margin:0 0 10px}.picture h3{font-size:1rem;margin:14px 0 2px}.picture ol{margin:0;padding-left:22px}
fieldset{border:0;margin:0;padding:0;min-width:0}legend{font-size:1.35rem;font-weight:700;line-height:1.3;padding:0;margin:0 0 4px}
.choice{display:flex;gap:12px;align-items:center;min-height:52px;padding:8px 14px;margin:10px 0 0;border:1px solid var(--quiet);border-radius:10px;background:var(--ground);font-weight:400;cursor:pointer}
.choice:has(:checked){border-color:var(--accent);box-shadow:inset 0 0 0 2px var(--accent)}.choice input{width:20px;height:20px;accent-color:var(--accent);flex:none;margin:0}
.given{list-style:none;margin:0;padding:0}.given li{display:flex;flex-wrap:wrap;gap:2px 16px;justify-content:space-between;padding:8px 0;border-top:1px solid var(--line)}.given li:first-child{border-top:0}.given strong{display:block}
td,th{font-variant-numeric:tabular-nums;overflow-wrap:normal}th .note{font-weight:400}td:first-child{white-space:normal}tbody th{font-weight:600}.number{text-align:right;padding-right:0}thead .number{text-align:right}
.questions{columns:2 320px;gap:32px;padding-left:20px;margin:0 0 24px}.questions li{margin:0 0 6px;break-inside:avoid}
.cards .panel dl>div{display:block}.cards .panel{min-width:0}.panel>h2{margin-top:0;font-size:1.1rem}.panel dd{font-variant-numeric:tabular-nums}
.all{border-top:1px solid var(--line);padding:12px 0 4px;margin-top:32px}.all ul{display:flex;flex-wrap:wrap;gap:0 4px;list-style:none;margin:0;padding:0}.printed{display:none}
.points{align-items:start}.points>li{min-width:0}.points h4{margin:18px 0 4px;font-size:1rem}
.screens{display:grid;gap:14px;margin-top:14px}.screens form{margin:0}.screens .button{margin:0;min-height:44px;padding:8px 16px}.screens .note{margin-top:4px}
.shot{display:block;margin-top:8px}.shot img{display:block;width:auto;max-width:100%;height:auto;max-height:280px;border:1px solid var(--line);border-radius:8px}
summary{padding:10px 0;margin-top:6px;font-weight:600;cursor:pointer}.proofs{margin:0}.proofs li{margin:0 0 8px}.proofs code{display:block;color:var(--quiet);font-size:.875rem}
@media (max-width:479px){.bar{gap:4px 8px;flex-wrap:nowrap}.brand{gap:6px}.brand svg{width:26px;height:26px}.actions{gap:4px 10px}.button.small{padding:6px 10px}.button:not(.small){width:100%}}
@media (min-width:720px){.cards.two{grid-template-columns:1fr 1fr}.cards.three{grid-template-columns:repeat(3,1fr)}.cards.four{grid-template-columns:1fr 1fr}.picture{grid-template-columns:340px 1fr}}
@media (min-width:1000px){.bar{flex-wrap:nowrap}.brand span{max-width:22vw}.top{display:block}.menu{display:none}.hero{grid-template-columns:1fr 380px;gap:56px}.cards.four{grid-template-columns:repeat(4,1fr)}}
@media print{:root{color-scheme:light;--ground:#fff;--sheet:#fff;--ink:#000;--quiet:#333;--line:#999;--accent:#000;--on-accent:#000;--plain-soft:#fff}
.top,.actions,.all,.buttons,form,.demonstration{display:none}.printed{display:block}.card,.panel,.cards>li,.thread>li,.picture{break-inside:avoid}.thread>li.here::before{background:#fff;color:#000}body{font-size:11pt}a{text-decoration:none}}
`;
