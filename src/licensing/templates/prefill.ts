import type { TemplateSource } from "../../regulation/index.ts";
import { COMMITMENT_YEARS, type Configuration, commitmentTotals } from "../configuration/index.ts";
import { indonesianDate } from "../issuing/index.ts";
import type { TemplateFacts } from "./template-facts.ts";

const CONFIGURATION_NAMES: Readonly<Record<Configuration, string>> = {
  pbx: "PBX",
  "ip-pbx": "IPBX / Cloud PBX",
  cpaas: "CPaaS",
};

const agreement = ({ form }: TemplateFacts) =>
  form.agreements.rows.find(({ kind }) => kind === "basic-telephony") ?? form.agreements.rows[0];

const VALUES: Readonly<Record<TemplateSource, (facts: TemplateFacts) => string>> = {
  "subject.licence": () => "Permohonan izin jasa Pusat Panggilan Informasi",
  "case.number": ({ number }) => number ?? "",
  "company.name": ({ company }) => company.name,
  "company.nib": ({ company }) => company.nib ?? "",
  "company.npwp": ({ company }) => company.npwp,
  "company.address": ({ company }) => company.address,
  "company.phone": ({ company }) => company.phone,
  "company.email": ({ company }) => company.email,
  "director.name": ({ company }) => company.directorName,
  "director.position": ({ company }) => company.directorPosition,
  codes: ({ codes }) => codes.map(({ code }) => code).join(", "),
  "service.configurations": ({ form }) =>
    form.service.configurations.map((one) => CONFIGURATION_NAMES[one]).join(" dan "),
  "service.sms": ({ form }) => (form.service.smsA2p ? "Ya" : "Tidak"),
  "commitment.firstYear": (facts) => capacity(facts, 1),
  "commitment.total": (facts) => capacity(facts, COMMITMENT_YEARS),
  "funds.total": ({ form }) => rupiah(form.funds.totalRupiah),
  "funds.minimum": ({ form, bankFundsPercent }) =>
    form.funds.totalRupiah === null ? "" : rupiah(Math.ceil((form.funds.totalRupiah * bankFundsPercent) / 100)),
  "funds.bank": ({ form }) => form.funds.bank,
  "funds.balance": ({ form }) => rupiah(form.funds.balanceRupiah),
  "funds.statementDate": ({ form }) => date(form.funds.statementDate),
  "agreement.partner": (facts) => agreement(facts)?.partner ?? "",
  "agreement.licence": (facts) => agreement(facts)?.partnerLicence ?? "",
  "agreement.number": (facts) => agreement(facts)?.number ?? "",
  "agreement.channels": (facts) => String(agreement(facts)?.channels ?? ""),
  "agreement.from": (facts) => date(agreement(facts)?.validFrom ?? ""),
  "agreement.until": (facts) => date(agreement(facts)?.validUntil ?? ""),
  "contact.phone": ({ form }) => form.contact.phone,
  "contact.email": ({ form }) => form.contact.email,
  "contact.web": ({ form }) => form.contact.web,
  "contact.address": ({ form }) => form.contact.address,
  "contact.hours": ({ form }) => form.contact.hours,
  "contact.complaintDays": ({ form }) => String(form.contact.complaintDays ?? ""),
  "contact.escalation": ({ form }) => form.contact.escalation,
};

/** The prefilled value of a template's field; "" if unknown. */
export function prefilled(source: TemplateSource | null, facts: TemplateFacts | null): string {
  return source === null || facts === null ? "" : VALUES[source](facts);
}

/** An amount in the notation of letters, e.g. "Rp1.250.000"; "" for none. */
export function rupiah(amount: number | null): string {
  if (amount === null) return "";
  return `Rp${String(Math.trunc(amount)).replaceAll(/\B(?=(\d{3})+$)/gu, ".")}`;
}

/** A local date in the notation of letters; "" stays "". */
export function date(localDate: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(localDate) ? indonesianDate(localDate) : "";
}

/** The capacity at the end of a year; "" if not filled in. */
function capacity({ form, linesPerE1 }: TemplateFacts, year: number): string {
  const total = commitmentTotals(form.commitment, linesPerE1).years.find((one) => one.year === year);
  if (total === undefined || total.totalChannels === 0) return "";
  return `${total.totalChannels} saluran (${total.totalE1} E1)`;
}
