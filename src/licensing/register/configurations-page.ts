import { html, type SafeHtml } from "../issuing/index.ts";
import { type Diagram, type DiagramNode, drawDiagram } from "./diagrams.ts";
import { type PublicSite, pageHeading, publicPage, ruleOf, say } from "./public-page.ts";
import { lawList, ruleSource } from "./rule-lines.ts";

/** A box by the key of its text; the third part marks the main element. */
type NodeName = readonly [label: string, note?: string, core?: "core"];

/** The diagrams as data, from the origin of a call to its answer. */
const CONFIGURATIONS: readonly { readonly id: string; readonly rows: readonly (readonly NodeName[])[] }[] = [
  {
    id: "pbx",
    rows: [[["pstn"], ["mobile"]], [["e1", "e1Note"]], [["pbx", "pbxNote", "core"]], [["phones"]]],
  },
  {
    id: "ipbx",
    rows: [
      [["pstn"], ["mobile"]],
      [["sip", "sipNote"]],
      [["sbc", "sbcNote"]],
      [["ipbx", "pbxNote", "core"]],
      [
        ["browser", "agents"],
        ["branch", "agents"],
      ],
    ],
  },
  {
    id: "cpaas",
    rows: [[["networks"]], [["carrierSip"]], [["platform", "platformNote", "core"]], [["api", "apiNote"]], [["app"]]],
  },
  {
    id: "sms",
    rows: [[["smsApp"]], [["smsPlatform", "smsNote", "core"]], [["operators", "receipt"]], [["receiver"]]],
  },
];

/** The three configurations and SMS A2P as an add-on: a diagram of each, and its description. */
export function configurationsPage(site: PublicSite): string {
  const e1 = ruleOf(site, "commitment-first-year-e1").value;
  const lines = e1 * ruleOf(site, "lines-per-e1").value;
  const content = html`${pageHeading(say(site, "configurations.documentTitle"), say(site, "configurations.lead"))}
<p>${say(site, "configurations.capacity", { e1, lines })} ${ruleSource(site, "commitment-first-year-e1")}${ruleSource(site, "lines-per-e1")}</p>
${CONFIGURATIONS.map((one) => configuration(site, one))}
<section aria-labelledby="laws"><h2 id="laws">${say(site, "laws.title")}</h2>${lawList(site, ["pm-13-2019", "perdirjen-ppi-1-2023"])}<p class="quiet">${say(site, "laws.standing")}</p></section>`;
  return publicPage(site, "configurations", content);
}

function configuration(site: PublicSite, { id, rows }: (typeof CONFIGURATIONS)[number]): SafeHtml {
  const named = rows.map((row) => row.map((node) => nodeOf(site, node)));
  const sentences = named.map((row) => row.map(inWords).join(` ${say(site, "configurations.and")} `));
  const title = say(site, `configurations.${id}.title`);
  const description = `${say(site, "configurations.chain")} ${sentences.join(`, ${say(site, "configurations.then")} `)}.`;
  const diagram: Diagram = { id: `${id}-picture`, title, description, rows: named };
  const rule = id === "sms" ? "service-addons" : "service-configurations";
  return html`<section class="card" id="${id}" aria-labelledby="${`${id}-name`}"><h2 id="${`${id}-name`}">${title}</h2><div class="picture">${drawDiagram(diagram)}<div><p>${say(site, `configurations.${id}.text`)}</p>
<h3>${say(site, "configurations.choose")}</h3><p>${say(site, `configurations.${id}.fits`)}</p>
<h3>${say(site, "configurations.show")}</h3><p>${say(site, `configurations.${id}.shows`)}</p>
<h3>${say(site, "configurations.inWords")}</h3><ol>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ol>${ruleSource(site, rule)}</div></div></section>`;
}

function nodeOf(site: PublicSite, [label, note, core]: NodeName): DiagramNode {
  const text = (name: string) => say(site, `configurations.nodes.${name}`);
  return { label: text(label), ...(note === undefined ? {} : { note: text(note) }), isCore: core === "core" };
}

function inWords({ label, note }: DiagramNode): string {
  return note === undefined ? label : `${label} (${note})`;
}
