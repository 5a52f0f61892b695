import { z } from "zod";
import { present } from "../../../kernel/index.ts";
import { fullCompanyName, type NibRecord } from "../../../protocols/oss/index.ts";

/** Maximum length of a stored name and address. */
const NAME_MAX = 200;
const ADDRESS_MAX = 500;

const ossRecordSchema = z.object({
  nib: z.string(),
  name: z.string(),
  npwp: z.string(),
  companyKind: z.string(),
  address: z.string(),
  city: z.string(),
  province: z.string(),
  nibStatus: z.string(),
  activities: z.array(z.object({ code: z.string(), title: z.string(), risk: z.string() })),
});

/** Data of a company from OSS, as stored with its registration; missing texts are empty. */
export type OssRecord = z.infer<typeof ossRecordSchema>;

/** The record from a reply of OSS, with the full name of the company. */
export function ossRecordFrom(record: NibRecord): OssRecord {
  return {
    nib: record.nib,
    name: fullCompanyName({ kind: record.companyKind, name: record.name }).slice(0, NAME_MAX),
    npwp: record.npwp ?? "",
    companyKind: record.companyKind,
    address: record.address.slice(0, ADDRESS_MAX),
    city: record.city ?? "",
    province: record.province ?? "",
    nibStatus: record.nibStatus,
    activities: record.activities.map(({ code, title, risk }) => ({ code, title, risk })),
  };
}

/** The record from the statement of a business while OSS was unavailable; a verifier compares it with the NIB. */
export function statedRecord(stated: {
  readonly nib: string;
  readonly npwp: string;
  readonly name: string;
  readonly companyKind: string;
  readonly address: string;
  readonly city: string;
  readonly province: string;
  readonly kbli: string;
  readonly risk: string;
}): OssRecord {
  const { kbli, risk, ...rest } = stated;
  return { ...rest, nibStatus: "active", activities: [{ code: kbli, title: "", risk }] };
}

/** Parses the stored record of a row. Throws if it is malformed. */
export function readOssRecord(stored: unknown): OssRecord {
  return present(ossRecordSchema.safeParse(stored).data, "the OSS record of an organisation");
}

/** The record in API format, in which activities are called `kbli`. */
export function viewOssRecord({ activities, ...rest }: OssRecord) {
  return { ...rest, kbli: activities };
}
