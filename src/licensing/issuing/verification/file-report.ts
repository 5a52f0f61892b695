import { readableInstant } from "../readable-instant.ts";
import { fillText, type ReportTexts } from "./page-texts.ts";
import type { DocumentCheck, DocumentVerdict } from "./verify-document.ts";

/** The output and exit code of a command. */
export interface FileReport {
  readonly lines: readonly string[];
  readonly exitCode: 0 | 1 | 2;
}

/** 0 valid, 1 altered, 2 anything else. */
const EXIT_CODES: Readonly<Record<DocumentVerdict, 0 | 1 | 2>> = {
  valid: 0,
  altered: 1,
  unsigned: 2,
  "unknown-signer": 2,
  "not-a-pdf": 2,
};

/** The result of a check as plain lines; the first line is the verdict. */
export function fileReport(check: DocumentCheck, texts: ReportTexts): FileReport {
  const { fields } = texts.file;
  const proven = check.verdict === "valid";
  const facts: readonly (readonly [string, string | null])[] = [
    [proven ? fields.number : fields.claimedNumber, check.decreeNumber],
    [proven ? fields.id : fields.claimedId, check.decreeId],
    [fields.signer, check.signer],
    [fields.signedAt, check.signedAtMs === null ? null : readableInstant(check.signedAtMs, texts)],
  ];
  return {
    lines: [
      texts.file.verdicts[check.verdict].answer,
      texts.file.verdicts[check.verdict].meaning,
      ...check.reasons.map((reason) => `- ${texts.file.reasons[reason]}`),
      ...facts.flatMap(([name, value]) => (value === null ? [] : [fillText(texts.file.factLine, { name, value })])),
      ...(proven ? [texts.file.offlineNote] : []),
    ],
    exitCode: EXIT_CODES[check.verdict],
  };
}
