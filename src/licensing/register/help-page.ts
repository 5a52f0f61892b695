import { html, readableDate, type SafeHtml, safeHref } from "../issuing/index.ts";
import { linkTo, PUBLIC_PATHS, type PublicSite, pageHeading, publicPage, ruleOf, say } from "./public-page.ts";
import { ruleSource, translateValue } from "./rule-lines.ts";

const CONTACTS = { helpdesk: "contact-helpdesk", complaints: "contact-complaints" } as const;

/** Contacts for help and complaints; every row is a dated rule. */
export function helpPage(site: PublicSite): string {
  const lead = say(site, "help.lead", {
    helpdesk: shortReach(site, "helpdesk"),
    complaints: shortReach(site, "complaints"),
  });
  const content = html`${pageHeading(say(site, "help.documentTitle"), lead)}
<div class="cards two">${contact(site, "helpdesk")}${contact(site, "complaints")}</div>
<section aria-labelledby="prepare"><h2 id="prepare">${say(site, "help.prepareTitle")}</h2><p>${say(site, "help.prepare")}</p></section>
<section aria-labelledby="own"><h2 id="own">${say(site, "help.ownTitle")}</h2><p>${say(site, "help.own")} <a href="/masuk">${say(site, "layout.logIn")}</a></p><p><a href="${safeHref(linkTo(site, PUBLIC_PATHS.faq))}">${say(site, "place.faq")}</a></p></section>`;
  return publicPage(site, "help", content);
}

function shortReach(site: PublicSite, which: keyof typeof CONTACTS): string {
  const { name, phone } = ruleOf(site, CONTACTS[which]).value;
  const said = translateValue(site, name);
  return phone === null ? said : `${said}, ${phone}`;
}

function contact(site: PublicSite, which: keyof typeof CONTACTS): SafeHtml {
  const { value, validFrom } = ruleOf(site, CONTACTS[which]);
  const ways = [
    value.phone !== null &&
      html`<a href="${`tel:${value.phone}`}">${say(site, "help.phone", { number: value.phone })}</a>`,
    value.sms !== null && html`<a href="${`sms:${value.sms}`}">${say(site, "help.sms", { number: value.sms })}</a>`,
    value.web !== null && html`<a href="${safeHref(value.web)}" rel="noreferrer">${value.web}</a>`,
  ].filter((way) => way !== false);
  return html`<section class="panel" aria-labelledby="${which}"><h2 id="${which}">${say(site, `help.${which}`)}</h2><dl>
<div><dt>${say(site, "help.channel")}</dt><dd>${translateValue(site, value.name)}</dd></div>
<div><dt>${say(site, "help.reach")}</dt><dd><ul class="papers">${ways.map((way) => html`<li>${way}</li>`)}</ul></dd></div>
<div><dt>${say(site, "help.hours")}</dt><dd>${value.hours === null ? say(site, "help.hoursUnknown") : translateValue(site, value.hours)}</dd></div>
<div><dt>${say(site, "help.since")}</dt><dd>${readableDate(validFrom, site.texts)}</dd></div>
<div><dt>${say(site, "help.basis")}</dt><dd class="rule">${ruleSource(site, CONTACTS[which])}</dd></div></dl></section>`;
}
