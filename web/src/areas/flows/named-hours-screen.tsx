/** Named opening hours of the call centre, with their current state and the flows that use them. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { OpeningHours } from "../../../../src/service/flows/ivr/contract.ts";
import { USUAL_WEEK } from "../../../../src/service/flows/ivr/editor/example-flows.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { TextField } from "../../parts/fields.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { SavedFormDialog, useSavedForm } from "../../parts/saved-form.tsx";
import { type NamedHoursRow, namedHoursQuery, surroundingsQuery } from "./flows-data.ts";
import { ZONE_NAMES } from "./hours-fields.tsx";
import { OpeningLine } from "./opening-line.tsx";
import { hoursLine } from "./step-words.ts";
import { useFlowWords } from "./use-flow-words.ts";

const USUAL: OpeningHours = {
  zone: "Asia/Jakarta",
  week: USUAL_WEEK,
  isClosedOnNationalDays: true,
  isClosedOnJointLeave: false,
  specialDays: [],
};
const NO_NAMES = { queues: [], hours: [], lists: [] };

function NewHoursDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.flows.named");
  const cache = useQueryClient();
  const navigate = useNavigate();
  const form = useSavedForm({
    initial: { name: "" },
    faultsOf: (_values, missing) => [missing("name", t("name"))],
    save: ({ name }) =>
      read<{ id: string }>(api.POST("/api/service/hours", { body: { name: name.trim(), hours: USUAL as never } })),
    refreshes: namedHoursQuery.queryKey,
    onSaved: async ({ id }) => {
      await cache.invalidateQueries({ queryKey: surroundingsQuery.queryKey });
      await navigate({ to: "/layanan/jam/$id", params: { id } });
    },
  });
  return (
    <SavedFormDialog title={t("add")} form={form} submit={t("add")} onClose={onClose}>
      <TextField {...form.text("name")} label={t("name")} hint={t("nameHint")} maxLength={80} />
      <p className="text-small text-soft">{t("beginsAs")}</p>
    </SavedFormDialog>
  );
}

function HoursCard({ row, onDelete }: { readonly row: NamedHoursRow; readonly onDelete: () => void }): ReactNode {
  const t = useTranslations("web.flows.named");
  const words = useFlowWords(NO_NAMES);
  const changesAtMs = row.changesAt === null ? null : Date.parse(row.changesAt);
  return (
    <li className="card grid content-start gap-3 p-5">
      <h2 className="text-title break-words">
        <Link to="/layanan/jam/$id" params={{ id: row.id }}>
          {row.name}
        </Link>
      </h2>
      <OpeningLine opening={row.opening} changesAtMs={changesAtMs} zone={row.hours.zone} />
      <p className="text-small">
        {hoursLine(row.hours, words)} {ZONE_NAMES[row.hours.zone]}
      </p>
      <p className="text-small text-soft">{t("usedBy", { count: row.flows })}</p>
      {row.flows === 0 ? (
        <button
          type="button"
          className="button button-small justify-self-start"
          aria-label={t("deleteOf", { name: row.name })}
          onClick={onDelete}
        >
          {t("delete")}
        </button>
      ) : null}
    </li>
  );
}

/** The screen of named hours. */
export function NamedHoursScreen(): ReactNode {
  const t = useTranslations("web.flows.named");
  const { data, error, refetch } = useQuery(namedHoursQuery);
  const [isMaking, setMaking] = useState(false);
  const [deleted, setDeleted] = useState<NamedHoursRow | null>(null);
  const add = (
    <button type="button" className="button button-main" onClick={() => setMaking(true)}>
      {t("add")}
    </button>
  );
  const hasAny = data !== undefined && data.items.length > 0;
  return (
    <Page
      width="working"
      title={t("title")}
      lead={t("lead")}
      back={{ to: "/layanan/alur", text: t("back") }}
      actions={hasAny ? add : undefined}
    >
      <Awaiting query={{ data, error, refetch }} lines={3} height={140} />
      {data !== undefined && !hasAny ? (
        <Empty title={t("emptyTitle")} action={add}>
          {t("emptyText")}
        </Empty>
      ) : null}
      {hasAny ? (
        <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
          {data.items.map((row) => (
            <HoursCard key={row.id} row={row} onDelete={() => setDeleted(row)} />
          ))}
        </ul>
      ) : null}
      {isMaking ? <NewHoursDialog onClose={() => setMaking(false)} /> : null}
      {deleted === null ? null : (
        <EndDialog
          title={t("deleteTitle", { name: deleted.name })}
          text={t("deleteText")}
          yes={t("deleteYes")}
          end={() => read(api.DELETE("/api/service/hours/{id}", { params: { path: { id: deleted.id } } }))}
          onClose={() => setDeleted(null)}
        />
      )}
    </Page>
  );
}
