/** The technical configuration: its lists, and the diagram generated from them. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Notice } from "../../parts/notice.tsx";
import { Borders, Exchanges, Sites, SmsCarriers, Trunks } from "./configuration-rows.tsx";
import { Diagram } from "./diagram.tsx";
import type { EditorProps } from "./part-editor.ts";

/** Trunks refer to an agreement and switches to a device; without those, the selections are nearly empty. */
function FirstOfAll({ licence, form }: Pick<EditorProps<"configuration">, "licence" | "form">): ReactNode {
  const t = useTranslations("web.licenceForm");
  const parts = useTranslations("web.licence.part");
  const missing = (["agreements", "devices"] as const).filter((part) => form[part].rows.length === 0);
  if (missing.length === 0) return null;
  return (
    <Notice>
      <p>{t("agreementsFirst")}</p>
      <p className="mt-2 flex flex-wrap gap-3">
        {missing.map((part) => (
          <Link
            key={part}
            to="/izin/$id/bagian/$part"
            params={{ id: licence.id, part }}
            className="button button-small"
          >
            {parts(part)}
          </Link>
        ))}
      </p>
    </Notice>
  );
}

/** The fields of the part "configuration". */
export function ConfigurationEditor({ licence, form, frame, found }: EditorProps<"configuration">): ReactNode {
  const marked = new Set(found.flatMap(({ place, level }) => (level === "not-checked" ? [] : (place.rowId ?? []))));
  return (
    <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <div className="grid min-w-0 gap-8">
        <FirstOfAll licence={licence} form={form} />
        <Sites />
        <Trunks form={form} />
        <Borders form={form} />
        <Exchanges form={form} />
        {form.service.smsA2p ? <SmsCarriers form={form} /> : null}
      </div>
      <div className="min-w-0 xl:sticky xl:top-[76px] xl:max-h-[calc(100dvh-92px)] xl:overflow-y-auto">
        <Diagram licenceId={licence.id} form={form} linesPerE1={frame.rules.values.linesPerE1} marked={marked} />
      </div>
    </div>
  );
}
