/** Results of reading a file: its pages, the recognised template pages, and places that look blank. */
import { lazy, type ReactNode, Suspense } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "../../parts/badges.tsx";
import { Icon } from "../../parts/icons.tsx";
import type { FileFacts, PreCheckFinding, SlotFile } from "./licence-types.ts";
import { useFoundWords } from "./requirement-words.ts";

const AreaPicture = lazy(() => import("./area-picture.tsx").then((file) => ({ default: file.AreaPicture })));

function TemplatePages({ facts }: { readonly facts: FileFacts }): ReactNode {
  const t = useTranslations("web.licence.read");
  const { template } = facts;
  if (template === null) return null;
  const found = new Set(template.pagesFound);
  return (
    <div className="grid gap-1">
      <p className="text-small">{t("template", { version: template.version })}</p>
      <ol className="flex flex-wrap gap-1.5" aria-label={t("pages")}>
        {Array.from({ length: template.pagesOf }, (_, index) => index + 1).map((page) => (
          <li key={page}>
            <Badge shape={found.has(page) ? "tick" : "cross"} tone={found.has(page) ? "good" : "bad"}>
              {t(found.has(page) ? "pageFound" : "pageMissing", { page })}
            </Badge>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** The place of a finding on its page, if the finding has one. */
function areaOf({ params, place }: PreCheckFinding) {
  const [left, top, width, height] = ["left", "top", "width", "height"].map((name) => params[name]);
  const isWhole = [left, top, width, height].every((value) => typeof value === "number");
  if (!isWhole || place.page === null) return null;
  return { page: place.page, left: Number(left), top: Number(top), width: Number(width), height: Number(height) };
}

/** The results, and the pre-check findings on the file. */
export function FileRead({
  licenceId,
  file,
  findings,
}: {
  readonly licenceId: string;
  readonly file: SlotFile;
  readonly findings: readonly PreCheckFinding[];
}): ReactNode {
  const t = useTranslations("web.licence.read");
  const levels = useTranslations("web.licence.level");
  const words = useFoundWords();
  const facts = (file.facts ?? null) as FileFacts | null;
  const told = findings.filter(({ place, code }) => place.field === null && code !== "file-being-read");
  return (
    <div className="grid gap-3" aria-live="polite">
      {facts === null ? (
        <p className="inline-flex items-center gap-2 text-small">
          <Icon name="clock" size={18} />
          {t("reading")}
        </p>
      ) : (
        <p className="text-small text-soft">{facts.pages === null ? t("unread") : t("read", { pages: facts.pages })}</p>
      )}
      {facts === null ? null : <TemplatePages facts={facts} />}
      {told.length === 0 ? null : (
        <ul className="grid gap-2">
          {told.map((finding) => {
            const { message, remedy } = words(finding);
            const area = areaOf(finding);
            const tone = { blocks: "bad", warns: "wait", "not-checked": "info" }[finding.level];
            return (
              <li key={`${finding.code}${finding.place.page}`} className={`notice tone-${tone}`}>
                <Icon name={finding.level === "blocks" ? "error" : finding.level === "warns" ? "warning" : "info"} />
                <div className="grid min-w-0 flex-1 gap-1">
                  <p className="text-small font-semibold">{levels(finding.level)}</p>
                  <p>{message}</p>
                  {remedy === null ? null : <p className="text-small">{remedy}</p>}
                  {area === null ? null : (
                    <Suspense fallback={null}>
                      <AreaPicture
                        licenceId={licenceId}
                        slot={file.slot}
                        sha256={file.sha256}
                        area={area}
                        alt={t("areaPicture", { page: area.page })}
                      />
                    </Suspense>
                  )}
                </div>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
