/** The numbers that a flow answers. */
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { Empty, FailureNotice, Notice } from "../../parts/notice.tsx";
import { useMay } from "../../shell/use-may.ts";
import { useEditor } from "./editor-context.ts";
import type { FlowAnswer, SurroundingsAnswer } from "./flows-data.ts";

type NumberRow = SurroundingsAnswer["numbers"][number];

/** The numbers of the call centre with their flows. */
export function NumbersPart({ answer }: { readonly answer: FlowAnswer }): ReactNode {
  const t = useTranslations("web.flows.numbers");
  const { surroundings } = useEditor();
  const cache = useQueryClient();
  const mayGive = useMay("service.manage");
  const [asked, setAsked] = useState<NumberRow | null>(null);
  const give = async ({ code, flow }: NumberRow): Promise<unknown> => {
    const params = { path: { id: answer.id, code } };
    if (flow?.id === answer.id) return read(api.DELETE("/api/service/flows/{id}/numbers/{code}", { params }));
    return read(api.PUT("/api/service/flows/{id}/numbers/{code}", { params, body: { from: flow?.id ?? null } }));
  };
  const giving = useMutation({
    mutationFn: give,
    onSettled: () => cache.invalidateQueries({ queryKey: ["service"] }),
  });
  const { numbers } = surroundings;
  const askedWords = (act: "free" | "moveHere", flow: string, code: string) => ({
    title: t(`${act}Of`, { code }),
    text: t(`${act}Text`, { code, flow }),
    yes: t(act),
  });
  if (numbers.length === 0) {
    return (
      <Empty
        title={t("emptyTitle")}
        action={
          <Link to="/layanan/nomor" className="button button-main">
            {t("toNumbers")}
          </Link>
        }
      >
        {t("emptyText")}
      </Empty>
    );
  }
  return (
    <div className="grid gap-4">
      <p className="max-w-[70ch] text-soft">{t(mayGive ? "lead" : "leadLooking")}</p>
      {answer.live === null ? <Notice tone="info">{t("notPublished")}</Notice> : null}
      {giving.error === null ? null : <FailureNotice error={giving.error} />}
      <ul className="grid gap-3 md:grid-cols-2 xl:grid-cols-3">
        {numbers.map((row) => {
          const isOwn = row.flow?.id === answer.id;
          const act = isOwn ? "free" : row.flow === null ? "give" : "moveHere";
          return (
            <li key={row.code} className="card grid content-start gap-2 p-4">
              <h3 className="text-title">{row.code}</h3>
              {row.label === "" ? null : <p className="break-words text-small">{row.label}</p>}
              <p className="text-small break-words">
                {isOwn ? t("here") : row.flow === null ? t("phones") : t("elsewhere", { flow: row.flow.name })}
              </p>
              {mayGive ? (
                <BusyButton
                  type="button"
                  className={`button button-small justify-self-start ${isOwn ? "" : "button-main"}`}
                  isBusy={giving.isPending && giving.variables.code === row.code}
                  aria-label={t(`${act}Of`, { code: row.code })}
                  onClick={() => (row.flow === null ? giving.mutate(row) : setAsked(row))}
                >
                  {t(act)}
                </BusyButton>
              ) : null}
            </li>
          );
        })}
      </ul>
      {asked === null || asked.flow === null ? null : (
        <EndDialog
          {...askedWords(asked.flow.id === answer.id ? "free" : "moveHere", asked.flow.name, asked.code)}
          end={() => give(asked)}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  );
}
