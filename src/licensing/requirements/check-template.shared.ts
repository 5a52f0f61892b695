import type { CheckFrame } from "./check-frame.shared.ts";
import type { FileFacts, TemplateFacts } from "./file-facts.shared.ts";
import { type FileFault, faultIf } from "./file-fault.shared.ts";
import type { ApplicableSlot } from "./required.shared.ts";

/** Checks that a file uses the required template, of this case and of the present version, with every page once. */
export function checkTemplate(asked: ApplicableSlot, facts: FileFacts, frame: CheckFrame): readonly FileFault[] {
  const { template } = facts;
  if (template === null) return asked.template === null ? [] : [absent(facts)];
  if (template.isMixed) return [{ code: "template-mixed" }];
  if (template.requirement !== asked.requirement) {
    return [{ code: "template-wrong", params: { found: template.requirement, expected: asked.requirement } }];
  }
  // A blank template from the public page was made for no case.
  if (frame.caseId !== null && template.caseId !== "" && template.caseId !== frame.caseId)
    return [{ code: "template-other-case" }];
  const expected = frame.asked.find(({ key }) => key === asked.requirement)?.template?.version ?? template.version;
  if (template.version !== expected) {
    return [{ code: "template-outdated", params: { found: template.version, expected } }];
  }
  return pages(template, facts);
}

/** In a scan, a mark may be too pale to be recognised; in a file with its own text it would have been read. */
function absent({ hasText, unread }: FileFacts): FileFault {
  const isSure = hasText === true && unread.length === 0;
  return isSure ? { code: "template-absent", level: "warns" } : { code: "template-not-seen", level: "not-checked" };
}

/** Missing and duplicate pages. A page whose mark was not read may be a missing one: only pages that cannot be among those are reported as missing. */
function pages(template: TemplateFacts, { pages: inFile }: FileFacts): readonly FileFault[] {
  const { pagesOf, pagesFound } = template;
  const found = new Set(pagesFound);
  const lacking = Array.from({ length: Math.min(pagesOf, PAGES_MAX) }, (_, index) => index + 1).filter(
    (page) => !found.has(page),
  );
  const doubled = [...found].filter((page) => pagesFound.indexOf(page) !== pagesFound.lastIndexOf(page));
  const unseen = inFile === null ? lacking.length : Math.max(0, inFile - pagesFound.length);
  const isOrdered = pagesFound.every((page, index) => index === 0 || (pagesFound[index - 1] ?? 0) <= page);
  return [
    ...missingPages(lacking, unseen),
    ...doubled.map(
      (page): FileFault => ({
        code: "page-doubled",
        level: "warns",
        // If every mark was read, the order of the marks is the order of the pages.
        place: { page: inFile === pagesFound.length ? pagesFound.lastIndexOf(page) + 1 : null },
        params: { page },
      }),
    ),
    ...faultIf(!isOrdered, { code: "pages-out-of-order", level: "warns" }),
  ];
}

/** Maximum number of pages of a template. */
const PAGES_MAX = 200;

function missingPages(lacking: readonly number[], unseen: number): readonly FileFault[] {
  if (lacking.length === 0) return [];
  const params = { pages: lacking.join(", "), count: lacking.length };
  return lacking.length > unseen
    ? [{ code: "pages-missing", params }]
    : [{ code: "pages-not-seen", level: "not-checked", params }];
}
