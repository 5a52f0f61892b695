import { fullCompanyName, regionOf } from "../../src/protocols/oss/index.ts";
import type { SimulatedCompany } from "./company.ts";
import { knownNib, troubledNib } from "./known.ts";

/** A list of NIBs for developers. No script, no external resources. */
export function companiesPage(companies: readonly SimulatedCompany[]): string {
  const purposes = new Map(
    [...Object.entries(knownNib), ...Object.entries(troubledNib)].map(([purpose, nib]) => [nib as string, purpose]),
  );
  const rows = companies.map((company) => companyRow(company, purposes.get(company.nib) ?? "")).join("\n");
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>OSS RBA simulator</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color-scheme:light dark}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #8884;vertical-align:top}
code{font-variant-numeric:tabular-nums;user-select:all;white-space:nowrap}</style></head><body>
<h1>OSS RBA simulator</h1>
<p>${companies.length} made-up companies. Type one of these NIB. Look-ups: <code>POST /v1/kl/rba/inqueryNIB</code>,
<code>POST /v1/kl/rba/checkNIB</code>. To make it misbehave:
<code>curl -H 'content-type: application/json' -d '{"mode":"slow","delayMs":1500,"count":3}' ADDRESS/_control</code>.
To let it tell Sambung about a company (original, update, freeze, unfreeze, revocation, cancellation):
<code>curl -H 'content-type: application/json' -d '{"nib":"7700000000001","document":"freeze","to":"SAMBUNG/v1/kl/rba/receiveNIB"}' ADDRESS/_push</code>.
Statuses it was told: <a href="/_statuses">/_statuses</a></p>
<p>Pages for people: <a href="/pelaku-usaha">an applicant uploads the SKLO and sees the Izin</a>,
<a href="/petugas">an officer of OSS issues it</a>. To let it tell Sambung of each signed Izin:
<code>curl -H 'content-type: application/json' -d '{"to":"SAMBUNG/v1/kl/rba/receiveFileDS"}' ADDRESS/_tell</code>.</p>
<table><thead><tr><th scope="col">NIB</th><th scope="col">NPWP</th><th scope="col">Name</th><th scope="col">City</th>
<th scope="col">NIB status</th><th scope="col">KBLI</th><th scope="col">Made for</th></tr></thead><tbody>
${rows}
</tbody></table></body></html>
`;
}

function companyRow(company: SimulatedCompany, purpose: string): string {
  const activities = company.activities.map(
    ({ kbli, riskText }) => `${kbli} (${riskText === "" ? "no risk" : riskText})`,
  );
  const status = company.isRevokedByDocument ? `${company.status}, revoking document` : company.status;
  const cells = [
    fullCompanyName(company),
    regionOf(company.regionCode).city ?? company.regionCode,
    status,
    activities.join(", "),
    purpose,
  ].map((cell) => `<td>${escaped(cell)}</td>`);
  return `<tr><td><code>${company.nib}</code></td><td><code>${company.npwp}</code></td>${cells.join("")}</tr>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
