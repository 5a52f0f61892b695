/** Preview of an order: the codes it takes, and those it does not change. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { CodeState } from "../../data/types.ts";
import { CodeBadge } from "../../parts/badges.tsx";
import { Notice } from "../../parts/notice.tsx";
import { displayCode } from "../../words/code-block.ts";
import type { OrderPreview } from "./inventory-data.ts";

const SHOWN_MAX = 200;

/** Empty before the preview, then the two lists. */
export function OrderPreviewPanel({ preview }: { readonly preview: OrderPreview | null }): ReactNode {
  const t = useTranslations("web.inventory.order");
  return (
    <section aria-live="polite" className="card grid gap-4 p-5 lg:sticky lg:top-[76px]">
      <h2 className="text-lead">{t("previewTitle")}</h2>
      {preview === null ? <p className="text-soft">{t("previewNone")}</p> : null}
      {preview === null ? null : (
        <>
          <Notice tone={preview.takes.length === 0 ? "bad" : "info"}>
            {t("previewCounts", { named: preview.named, takes: preview.takes.length, stays: preview.stays.length })}
          </Notice>
          {preview.stays.length === 0 ? null : (
            <div>
              <h3 className="mb-2">{t("stays")}</h3>
              <ul className="grid gap-2">
                {preview.stays.slice(0, SHOWN_MAX).map((one) => (
                  <li key={one.code} className="flex flex-wrap items-center gap-x-3 gap-y-1">
                    <Link to="/inventaris/kode/$code" params={{ code: one.code }} className="font-semibold">
                      {displayCode(one.code)}
                    </Link>
                    <CodeBadge state={one.state as CodeState} />
                    <span className="min-w-0 break-words text-soft">{one.holder ?? ""}</span>
                  </li>
                ))}
              </ul>
              <More count={preview.stays.length} />
            </div>
          )}
          {preview.takes.length === 0 ? null : (
            <div>
              <h3 className="mb-2">{t("takes")}</h3>
              <p className="leading-7">{preview.takes.slice(0, SHOWN_MAX).map(displayCode).join(" · ")}</p>
              <More count={preview.takes.length} />
            </div>
          )}
        </>
      )}
    </section>
  );
}

function More({ count }: { readonly count: number }): ReactNode {
  const t = useTranslations("web.inventory.order");
  return count > SHOWN_MAX ? (
    <p className="mt-1 text-small text-soft">{t("more", { count: count - SHOWN_MAX })}</p>
  ) : null;
}
