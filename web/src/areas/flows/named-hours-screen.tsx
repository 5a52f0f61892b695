/** Named opening hours of the call centre, with their current state and the flows that use them. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { OpeningHours } from "../../../../src/service/flows/ivr/contract.ts";
import { USUAL_WEEK } from "../../../../src/service/flows/ivr/editor/example-flows.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
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
  const parts = useTranslations("web.parts");
  const [name, setName] = useState("");
  const cache = useQueryClient();
  const navigate = useNavigate();
  const making = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), hours: USUAL as never };
      return read<{ id: string }>(api.POST("/api/service/hours", { body }));
    },
    onSuccess: async ({ id }) => {
      await cache.invalidateQueries({ queryKey: namedHoursQuery.queryKey });
      await cache.invalidateQueries({ queryKey: surroundingsQuery.queryKey });
      await navigate({ to: "/layanan/jam/$id", params: { id } });
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(making.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = name.trim() === "" ? [{ field: "name", message: parts("required", { field: t("name") }) }] : [];
    if (isFree(missing)) making.mutate();
  };
  return (
    <Dialog title={t("add")} onClose={onClose}>
      <form noValidate className="grid gap-5" onSubmit={onSubmit}>
        <ErrorSummary lines={lines} problem={problem} />
        <TextField
          name="name"
          label={t("name")}
          hint={t("nameHint")}
          maxLength={80}
          error={faultOf("name")}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <p className="text-small text-soft">{t("beginsAs")}</p>
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" className="button button-main" isBusy={making.isPending}>
            {t("add")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
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
