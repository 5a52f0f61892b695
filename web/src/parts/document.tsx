/** A PDF beside the data that it must match. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Notice } from "./notice.tsx";

/** The document in a frame on wide screens, and as a link on all screens. */
export function Document({ fileId, title }: { readonly fileId: string | null; readonly title: string }): ReactNode {
  const t = useTranslations("web.parts");
  if (fileId === null) return <Notice tone="wait">{t("documentNone", { title })}</Notice>;
  const address = `/api/files/${fileId}`;
  return (
    <section className="grid gap-3 xl:sticky xl:top-[76px]" aria-label={title}>
      <p className="flex flex-wrap items-center justify-between gap-3">
        <span className="text-lead font-semibold">{title}</span>
        <a href={address} target="_blank" rel="noreferrer" className="button button-small">
          {t("fileOpen")}
        </a>
      </p>
      <object
        data={`${address}#navpanes=0&view=FitH`}
        type="application/pdf"
        aria-label={title}
        className="hidden h-[calc(100dvh-160px)] min-h-[480px] w-full rounded-card border border-line bg-sunken md:block"
      >
        <p className="p-5 text-soft">{t("documentNoFrame")}</p>
      </object>
    </section>
  );
}
