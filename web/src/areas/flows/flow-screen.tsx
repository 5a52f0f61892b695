/** The editor of one flow: step tree with form, simulation, numbers and versions. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { START } from "../../../../src/service/flows/ivr/editor/flow-tree.shared.ts";
import { stepOf } from "../../../../src/service/flows/ivr/editor/ways.shared.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { Icon } from "../../parts/icons.tsx";
import { Awaiting, Empty, FailureNotice, Loading, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { EditorContext, useEditor } from "./editor-context.ts";
import { FindingsList } from "./findings-list.tsx";
import { FlowSettings } from "./flow-settings.tsx";
import { FlowTree } from "./flow-tree.tsx";
import { type FlowAnswer, flowQuery, type SurroundingsAnswer, surroundingsQuery } from "./flows-data.ts";
import { NumbersPart } from "./numbers-part.tsx";
import { CompareDialog, PublishDialog } from "./publish-dialog.tsx";
import { AddStepDialog, MoveStepDialog } from "./step-dialogs.tsx";
import { StepForm } from "./step-form.tsx";
import { type EditorState, useEditorState } from "./use-editor-state.ts";
import { VersionsPart } from "./versions-part.tsx";

const SimulatePart = lazy(() => import("./simulate-part.tsx"));
const PARTS = ["langkah", "coba", "nomor", "riwayat"] as const;
type Part = (typeof PARTS)[number];

/** Minimum width for tree and form side by side. */
const WIDE = "(min-width: 1000px)";

function useIsWide(): boolean {
  const [isWide, setWide] = useState(() => window.matchMedia(WIDE).matches);
  useEffect(() => {
    const query = window.matchMedia(WIDE);
    const look = (): void => setWide(query.matches);
    query.addEventListener("change", look);
    return () => query.removeEventListener("change", look);
  }, []);
  return isWide;
}

/** The save status as text and shape. */
function SaveLine(): ReactNode {
  const t = useTranslations("web.flows.save");
  const { draft } = useEditor();
  const { state } = draft;
  return (
    <div className="grid gap-3">
      <p className="flex items-center gap-2 text-small text-soft" role="status" data-save={state}>
        <Icon
          name={state === "saved" ? "check" : state === "waiting" || state === "saving" ? "clock" : "warning"}
          size={16}
        />
        {t(state)}
      </p>
      {state === "refused" && draft.error !== null ? <FailureNotice error={draft.error} /> : null}
      {state === "stale" ? (
        <Notice tone="wait" urgent title={t("staleTitle")}>
          <p>{t("staleText")}</p>
          <div className="mt-2 flex flex-wrap gap-2">
            <button type="button" className="button button-small" onClick={() => void draft.takeTheirs()}>
              {t("takeTheirs")}
            </button>
            <button type="button" className="button button-small" onClick={() => void draft.keepMine()}>
              {t("keepMine")}
            </button>
          </div>
        </Notice>
      ) : null}
      {draft.isRecovered && state !== "stale" ? <Notice tone="info">{t("recovered")}</Notice> : null}
    </div>
  );
}

function Tools({ state }: { readonly state: EditorState }): ReactNode {
  const t = useTranslations("web.flows.tools");
  const { draft, findings } = state.editor;
  return (
    <>
      <button type="button" className="button" aria-disabled={!draft.canUndo || undefined} onClick={draft.undo}>
        <Icon name="undo" size={18} />
        {t("undo")}
      </button>
      <button type="button" className="button" aria-disabled={!draft.canRedo || undefined} onClick={draft.redo}>
        <Icon name="redo" size={18} />
        {t("redo")}
      </button>
      <button type="button" className="button" onClick={() => state.ask({ ask: "compare" })}>
        {t("compare")}
      </button>
      <button type="button" className="button button-main" onClick={() => state.ask({ ask: "publish" })}>
        {findings.length === 0 ? t("publish") : t("publishWith", { count: findings.length })}
      </button>
    </>
  );
}

function Steps({ state }: { readonly state: EditorState }): ReactNode {
  const t = useTranslations("web.flows");
  const isWide = useIsWide();
  const { editor } = state;
  const step = stepOf(editor.flow, editor.chosen);
  if (editor.flow.steps.length === 0) {
    return (
      <Empty
        title={t("tree.emptyTitle")}
        action={
          <button type="button" className="button button-main" onClick={() => editor.addAt(START)}>
            {t("tree.first")}
          </button>
        }
      >
        {t("tree.emptyText")}
      </Empty>
    );
  }
  return (
    <div className="flow-columns">
      <div className="grid min-w-0 content-start gap-4">
        <FlowTree />
        <p className="text-small text-soft">{t(isWide ? "tree.keys" : "tree.touch")}</p>
      </div>
      {isWide ? (
        <section className="card flow-form" aria-label={t("form.label")}>
          {step === undefined ? <Overview /> : <StepForm step={step} hasFocus />}
        </section>
      ) : null}
      {!isWide && step !== undefined && state.asking === null ? (
        <Dialog title={t("form.label")} onClose={() => editor.choose(null)}>
          <div className="grid gap-5">
            <StepForm step={step} hasFocus={false} />
            <p className="flow-done">
              <button type="button" className="button button-main" onClick={() => editor.choose(null)}>
                {t("form.done")}
              </button>
            </p>
          </div>
        </Dialog>
      ) : null}
      {!isWide ? (
        <section className="card p-4" aria-label={t("findings.title")}>
          <Overview />
        </section>
      ) : null}
    </div>
  );
}

/** Shown beside the tree while no step is selected. */
function Overview(): ReactNode {
  const t = useTranslations("web.flows");
  return (
    <div className="grid gap-5">
      <div className="grid gap-3">
        <h2>{t("findings.title")}</h2>
        <FindingsList />
      </div>
      <FlowSettings />
    </div>
  );
}

function Dialogs({
  state,
  answer,
  onPublished,
}: {
  readonly state: EditorState;
  readonly answer: FlowAnswer;
  readonly onPublished: (number: number) => void;
}): ReactNode {
  const { asking, ask } = state;
  const close = (): void => ask(null);
  switch (asking?.ask) {
    case "add":
      return (
        <AddStepDialog
          place={asking.place}
          onKind={(kind) => state.addStep(asking.place, kind)}
          onStep={(stepId) => state.goOnAt(asking.place, stepId)}
          onClose={close}
        />
      );
    case "move":
      return <MoveStepDialog stepId={asking.stepId} onClose={close} />;
    case "compare":
      return <CompareDialog live={answer.live} onClose={close} />;
    case "publish":
      return (
        <PublishDialog
          answer={answer}
          onDone={(number) => {
            close();
            onPublished(number);
          }}
          onClose={close}
        />
      );
    case undefined:
      return null;
  }
}

function FlowStatus({ answer }: { readonly answer: FlowAnswer }): ReactNode {
  const t = useTranslations("web.flows");
  const { live, numbers } = answer;
  if (live === null) return t("list.draftOnly");
  if (numbers.length === 0) return t("list.liveNoNumber", { number: String(live.number) });
  return t("list.liveAt", { number: String(live.number), numbers: numbers.join(", ") });
}

function Editing({
  answer,
  surroundings,
  onRestored,
}: {
  readonly answer: FlowAnswer;
  readonly surroundings: SurroundingsAnswer;
  readonly onRestored: (answer: FlowAnswer) => void;
}): ReactNode {
  const t = useTranslations("web.flows");
  const state = useEditorState(answer, surroundings);
  const [published, setPublished] = useState<{ readonly number: number; readonly flow: unknown } | null>(null);
  const { bagian } = useSearch({ from: "/layanan/alur/$id" });
  const part: Part = PARTS.find((one) => one === bagian) ?? "langkah";
  const navigate = useNavigate();
  const { editor } = state;
  return (
    <EditorContext.Provider value={editor}>
      <Page
        width="working"
        title={editor.draft.edited.name}
        lead={<FlowStatus answer={answer} />}
        back={{ to: "/layanan/alur", text: t("list.title") }}
        actions={<Tools state={state} />}
      >
        <div className="grid gap-4">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <nav className="segments flex-wrap" aria-label={t("parts.label")}>
              {PARTS.map((one) => (
                <Link
                  key={one}
                  to="/layanan/alur/$id"
                  params={{ id: answer.id }}
                  search={one === "langkah" ? {} : { bagian: one }}
                  className="segment"
                  activeOptions={{ exact: true, includeSearch: true }}
                >
                  {t(`parts.${one}`)}
                </Link>
              ))}
            </nav>
            <SaveLine />
          </div>
          <p className="sr-only" role="status">
            {state.said}
          </p>
          {published === null || published.flow !== editor.flow ? null : (
            <Notice tone="good">{t("publish.done", { number: String(published.number) })}</Notice>
          )}
          {state.removed === null ? null : (
            <Notice tone="info" urgent>
              <span className="flex flex-wrap items-center gap-3">
                {t("tree.removed", { step: state.removed })}
                <button type="button" className="button button-small" onClick={editor.draft.undo}>
                  {t("tools.undo")}
                </button>
              </span>
            </Notice>
          )}
          {part === "langkah" ? <Steps state={state} /> : null}
          {part === "coba" ? (
            <Suspense fallback={<Loading lines={4} />}>
              <SimulatePart
                onShow={(stepId) => {
                  editor.choose(stepId);
                  void navigate({ to: "/layanan/alur/$id", params: { id: answer.id }, search: {} });
                }}
              />
            </Suspense>
          ) : null}
          {part === "nomor" ? <NumbersPart answer={answer} /> : null}
          {part === "riwayat" ? (
            <VersionsPart id={answer.id} before={editor.draft.flush} onRestored={onRestored} />
          ) : null}
        </div>
        <Dialogs state={state} answer={answer} onPublished={(number) => setPublished({ number, flow: editor.flow })} />
      </Page>
    </EditorContext.Provider>
  );
}

/** The screen of one flow. */
export function FlowScreen(): ReactNode {
  const t = useTranslations("web.flows");
  const { id } = useParams({ from: "/layanan/alur/$id" });
  const cache = useQueryClient();
  const flow = useQuery(flowQuery(id));
  const surroundings = useQuery(surroundingsQuery);
  const [round, setRound] = useState(0);
  if (flow.data === undefined || surroundings.data === undefined) {
    return (
      <Page width="working" title={t("list.title")}>
        <Awaiting query={flow} lines={6} />
        {flow.data === undefined ? null : <Awaiting query={surroundings} lines={6} />}
      </Page>
    );
  }
  return (
    <Editing
      key={`${id} ${round}`}
      answer={flow.data}
      surroundings={surroundings.data}
      onRestored={(answer) => {
        cache.setQueryData(flowQuery(id).queryKey, answer);
        setRound(round + 1);
      }}
    />
  );
}
