import { verifySignedFile } from "../../platform/signing/index.ts";
import { type FileReport, fileReport } from "./file-report.ts";
import type { ReportTexts } from "./page-texts.ts";
import { DECREE_PROPERTY_NAMES, type DocumentCheck, documentCheck } from "./verify-document.ts";

/** Checks the bytes of a file against trusted roots (PEM). Any bytes may be given; never throws for them. */
export function verifyDocument(bytes: Uint8Array, anchors: readonly string[]): DocumentCheck {
  return documentCheck(verifySignedFile(bytes, { anchors, propertyNames: DECREE_PROPERTY_NAMES }));
}

/** The lines and exit code of `sambung verify FILE.pdf`; it needs neither network nor database. */
export function verifyFileReport(bytes: Uint8Array, anchors: readonly string[], texts: ReportTexts): FileReport {
  return fileReport(verifyDocument(bytes, anchors), texts);
}
