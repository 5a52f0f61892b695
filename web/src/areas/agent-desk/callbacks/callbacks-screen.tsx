/** Planned callbacks: the agent's and the team's on the desktop, all callbacks for a supervisor. */
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type {
  Callbacks,
  PlannedCallback,
} from "../../../../../src/service/acd/queues/callbacks/planned-callback.shared.ts";
import { api } from "../../../data/client.ts";
import { read } from "../../../data/problem.ts";
import { useMutation } from "../../../data/use-mutation.ts";
import { Badge, type Shape, type Tone } from "../../../parts/badges.tsx";
import { BusyButton } from "../../../parts/busy-button.tsx";
import { type Column, DataTable } from "../../../parts/data-table.tsx";
import { Dialog } from "../../../parts/dialog.tsx";
import { EndDialog } from "../../../parts/end-dialog.tsx";
import { Awaiting, Empty } from "../../../parts/notice.tsx";
import { Page } from "../../../parts/page.tsx";
import { callMinute } from "../../calls/call-words.ts";
import { type CallbackDraft, callbacksQuery, type Whose } from "./callback-data.ts";
import { CallbackForm } from "./callback-form.tsx";

const BADGE_STYLES: Readonly<Record<PlannedCallback["state"], { readonly shape: Shape; readonly tone: Tone }>> = {
  planned: { shape: "ring", tone: "info" },
  due: { shape: "arrow", tone: "info" },
  reached: { shape: "tick", tone: "good" },
  unreached: { shape: "cross", tone: "wait" },
  expired: { shape: "triangle", tone: "bad" },
  barred: { shape: "cross", tone: "bad" },
  "queue-gone": { shape: "triangle", tone: "bad" },
  "cut-off": { shape: "triangle", tone: "bad" },
  cancelled: { shape: "dash", tone: "quiet" },
};

type Doing = { readonly act: "change" | "cancel"; readonly callback: PlannedCallback } | null;

/** The screen of `/layanan/meja/telepon-balik`. */
export function AgentCallbacksScreen(): ReactNode {
  const t = useTranslations("web.agentDesk.callbacks");
  const [whose, setWhose] = useState<"mine" | "team">("mine");
  return (
    <Page width="working" title={t("title")} lead={t("lead")} back={{ to: "/layanan/meja", text: t("back") }}>
      <Segments
        legend={t("whose")}
        chosen={whose}
        onChoose={setWhose}
        names={[
          ["mine", t("mine")],
          ["team", t("team")],
        ]}
      />
      <List key={whose} whose={whose} />
    </Page>
  );
}

/** The screen of `/layanan/telepon-balik`. */
export function CallbacksScreen(): ReactNode {
  const t = useTranslations("web.agentDesk.callbacks");
  return (
    <Page width="working" title={t("title")} lead={t("lead")}>
      <List whose="all" />
    </Page>
  );
}

function Segments<Name extends string>({
  legend,
  chosen,
  onChoose,
  names,
}: {
  readonly legend: string;
  readonly chosen: Name;
  readonly onChoose: (name: Name) => void;
  readonly names: readonly (readonly [Name, string])[];
}): ReactNode {
  return (
    <fieldset className="segments mb-4 justify-self-start">
      <legend className="sr-only">{legend}</legend>
      {names.map(([name, text]) => (
        <button
          key={name}
          type="button"
          className="segment"
          aria-pressed={chosen === name}
          onClick={() => onChoose(name)}
        >
          {text}
        </button>
      ))}
    </fieldset>
  );
}

function List({ whose }: { readonly whose: Whose }): ReactNode {
  const t = useTranslations("web.agentDesk.callbacks");
  const [when, setWhen] = useState<"open" | "over">("open");
  const [doing, setDoing] = useState<Doing>(null);
  const [isChanged, setIsChanged] = useState(false);
  const found = useInfiniteQuery(callbacksQuery(whose, when));
  const [first] = found.data?.pages ?? [];
  const rows = found.data?.pages.flatMap(({ items }) => items) ?? [];
  const columns = useColumns(whose, first?.timeZone ?? "Asia/Jakarta", (next) => {
    setIsChanged(false);
    setDoing(next);
  });
  return (
    <div className="grid gap-3">
      <Segments
        legend={t("when")}
        chosen={when}
        onChoose={setWhen}
        names={[
          ["open", t("open")],
          ["over", t("over")],
        ]}
      />
      <p role="status" className="sr-only">
        {isChanged ? t("changed") : ""}
      </p>
      <Awaiting query={found} lines={4} />
      {first !== undefined && rows.length === 0 ? (
        <Empty title={t(whose === "mine" ? "none" : "noneTeam")}>{null}</Empty>
      ) : null}
      {rows.length === 0 ? null : (
        <DataTable caption={t("title")} columns={columns} rows={rows} rowId={({ id }) => id} />
      )}
      {found.hasNextPage ? (
        <BusyButton
          type="button"
          className="button justify-self-start"
          isBusy={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t("more")}
        </BusyButton>
      ) : null}
      {doing?.act === "change" && first !== undefined ? (
        <ChangeDialog
          callback={doing.callback}
          choices={first}
          whose={whose}
          onChanged={() => setIsChanged(true)}
          onClose={() => setDoing(null)}
        />
      ) : null}
      {doing?.act === "cancel" ? (
        <CancelDialog
          callback={doing.callback}
          timeZone={first?.timeZone ?? "Asia/Jakarta"}
          whose={whose}
          onClose={() => setDoing(null)}
        />
      ) : null}
    </div>
  );
}

function useColumns(whose: Whose, timeZone: string, onDo: (doing: Doing) => void): readonly Column<PlannedCallback>[] {
  const t = useTranslations("web.agentDesk.callbacks");
  const website = useTranslations("web.agentDesk.fromWebsite");
  const locale = useLocale();
  const wrapped = (text: string): ReactNode => <span className="[overflow-wrap:anywhere]">{text}</span>;
  return [
    { id: "due", header: t("due"), look: "figures", cell: ({ dueAt }) => callMinute(dueAt, timeZone, locale) },
    { id: "number", header: t("number"), look: "figures", cell: ({ number }) => number },
    { id: "queue", header: t("queue"), cell: ({ queueName }) => wrapped(queueName) },
    {
      id: "agent",
      header: t("agent"),
      cell: ({ agentName, widgetName, isOwn }) => (
        <div>
          {wrapped(widgetName === null ? (agentName ?? "–") : website("by", { name: widgetName }))}
          <span className="block text-small text-soft">{t(isOwn ? "promised" : "anyone")}</span>
        </div>
      ),
    },
    {
      id: "state",
      header: t("state"),
      cell: ({ state }) => <Badge {...BADGE_STYLES[state]}>{t(`states.${state}`)}</Badge>,
    },
    {
      id: "tries",
      header: t("done"),
      numeric: true,
      cell: ({ tries, triesMax }) => t("doneText", { tries, max: triesMax }),
    },
    { id: "note", header: t("note"), cell: ({ note }) => wrapped(note === null || note === "" ? "–" : note) },
    {
      id: "acts",
      header: t("acts"),
      cell: (callback) =>
        callback.state === "planned" && (callback.isMine || whose === "all") ? (
          <div className="flex flex-wrap gap-2">
            <button
              type="button"
              className="button button-small"
              aria-label={t("changeOf", { number: callback.number })}
              onClick={() => onDo({ act: "change", callback })}
            >
              {t("change")}
            </button>
            <button
              type="button"
              className="button button-small"
              aria-label={t("cancelOf", { number: callback.number })}
              onClick={() => onDo({ act: "cancel", callback })}
            >
              {t("cancel")}
            </button>
          </div>
        ) : (
          "–"
        ),
    },
  ];
}

interface ActProps {
  readonly callback: PlannedCallback;
  readonly whose: Whose;
  readonly onClose: () => void;
}

function ChangeDialog({
  callback,
  choices,
  whose,
  onChanged,
  onClose,
}: ActProps & { readonly choices: Callbacks; readonly onChanged: () => void }): ReactNode {
  const t = useTranslations("web.agentDesk.callbacks");
  const cache = useQueryClient();
  const { id, date, time, queueId, isOwn, note, triesMax, version: expectedVersion } = callback;
  const [draft, setDraft] = useState<CallbackDraft>({
    id,
    date,
    time,
    queueId,
    isOwn,
    note: note ?? "",
    triesMax,
    number: "",
  });
  const changing = useMutation({
    mutationFn: (isConfirmed: boolean) => {
      const { id: _, number, ...form } = draft;
      const body = { ...form, number: number.trim() === "" ? null : number, isConfirmed, expectedVersion };
      const params = { path: { id } };
      return read(
        whose === "all"
          ? api.PUT("/api/service/callbacks/{id}", { params, body })
          : api.PUT("/api/service/desk/callbacks/{id}", { params, body }),
      );
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["service", "callbacks"] });
      onChanged();
      onClose();
    },
  });
  return (
    <Dialog title={t("changeTitle")} onClose={onClose}>
      <CallbackForm
        draft={draft}
        choices={choices}
        onClose={onClose}
        onChange={setDraft}
        promise={callback.widgetName !== null ? "nobody" : whose === "all" ? "theirs" : "mine"}
        isNew={false}
        error={changing.error}
        isBusy={changing.isPending}
        onSave={(isConfirmed) => changing.mutate(isConfirmed)}
      />
    </Dialog>
  );
}

function CancelDialog({ callback, timeZone, whose, onClose }: ActProps & { readonly timeZone: string }): ReactNode {
  const t = useTranslations("web.agentDesk.callbacks");
  const locale = useLocale();
  const { id, number, dueAt, version: expectedVersion } = callback;
  const sent = { params: { path: { id } }, body: { expectedVersion } };
  return (
    <EndDialog
      title={t("cancelTitle")}
      text={t("cancelText", { number, at: callMinute(dueAt, timeZone, locale) })}
      yes={t("cancelYes")}
      end={() =>
        read(
          whose === "all"
            ? api.POST("/api/service/callbacks/{id}/cancellation", sent)
            : api.POST("/api/service/desk/callbacks/{id}/cancellation", sent),
        )
      }
      onClose={onClose}
    />
  );
}
