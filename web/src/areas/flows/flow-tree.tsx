/** The flow as a tree of steps: select a step, add one at a branch, move by drag and drop or keyboard. */
import { type CSSProperties, type KeyboardEvent, memo, type ReactNode, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Flow, FlowStep } from "../../../../src/service/flows/ivr/contract.ts";
import {
  mayMove,
  moveStep,
  placeAfter,
  placeBefore,
} from "../../../../src/service/flows/ivr/editor/edit-flow.shared.ts";
import { type FlowPlace, type TreeRow, treeOf } from "../../../../src/service/flows/ivr/editor/flow-tree.shared.ts";
import { stepsById } from "../../../../src/service/flows/ivr/editor/ways.shared.ts";
import { Icon } from "../../parts/icons.tsx";
import { useEditor } from "./editor-context.ts";
import { type StepSaying, stepLine, wayName } from "./step-words.ts";

/** The indentation of a row. */
const at = (depth: number): CSSProperties => ({ "--depth": depth }) as CSSProperties;

interface StepRowProps {
  readonly step: FlowStep;
  readonly depth: number;
  readonly isChosen: boolean;
  readonly findings: number;
  readonly saying: StepSaying;
  readonly onChoose: (id: string) => void;
  readonly onDrag: (id: string | null) => void;
}

/** Memoised, so that typing in one row does not render a hundred others. */
const StepRow = memo(function StepRow(props: StepRowProps): ReactNode {
  const t = useTranslations("web.flows.tree");
  const { step, depth, isChosen, findings, saying, onChoose, onDrag } = props;
  const line = stepLine(step, saying);
  const kind = saying.words.text(`flows.kinds.${step.kind}`, {});
  return (
    <li className="flow-row" style={at(depth)}>
      <button
        type="button"
        className="flow-step"
        data-row={step.id}
        aria-current={isChosen || undefined}
        draggable
        onDragStart={(event) => {
          event.dataTransfer?.setData("text/plain", step.name);
          onDrag(step.id);
        }}
        onDragEnd={() => onDrag(null)}
        onClick={() => onChoose(step.id)}
      >
        {kind === step.name ? null : <span className="flow-kind">{kind}</span>}
        <span className="flow-name">{step.name}</span>
        {line === "" ? null : <span className="flow-line">{line}</span>}
        {findings === 0 ? null : (
          <span className="flow-found">
            <Icon name="warning" size={16} />
            {t("findings", { count: findings })}
          </span>
        )}
      </button>
    </li>
  );
});

interface WayRowProps {
  readonly row: Extract<TreeRow, { readonly row: "way" }>;
  readonly name: string;
  /** The id of the step when it is shown elsewhere in the tree. */
  readonly goesOnAt: string | null;
  readonly isTarget: boolean;
  readonly onAdd: (place: FlowPlace) => void;
  readonly onChoose: (id: string) => void;
  readonly onDrop: (place: FlowPlace) => void;
}

const WayRow = memo(function WayRow(props: WayRowProps): ReactNode {
  const t = useTranslations("web.flows.tree");
  const { row, name, goesOnAt, isTarget, onAdd, onChoose, onDrop } = props;
  const [isOver, setOver] = useState(false);
  const drop = isTarget
    ? {
        onDragOver: (event: { preventDefault: () => void }) => {
          event.preventDefault();
          setOver(true);
        },
        onDragLeave: () => setOver(false),
        onDrop: (event: { preventDefault: () => void }) => {
          event.preventDefault();
          setOver(false);
          onDrop(row.place);
        },
      }
    : {};
  return (
    <li
      className="flow-row flow-way"
      style={at(row.depth)}
      data-only={row.isOnly || undefined}
      data-target={isTarget || undefined}
      data-over={(isTarget && isOver) || undefined}
      {...drop}
    >
      <span className="flow-way-text">
        <span className={row.isOnly ? "sr-only" : "flow-way-name"}>{name}</span>
        {row.leads === "elsewhere" && row.to !== null ? (
          <button type="button" className="flow-link" onClick={() => onChoose(row.to ?? "")}>
            <Icon name="right" size={16} />
            {t("goesOnAt", { step: goesOnAt ?? "" })}
          </button>
        ) : null}
        {row.leads === "nowhere" ? (
          <span className="flow-open">
            <Icon name="warning" size={16} />
            {t("nowhere")}
          </span>
        ) : null}
      </span>
      <button
        type="button"
        className="flow-add"
        aria-label={t("addAt", { way: name })}
        onClick={() => onAdd(row.place)}
      >
        <Icon name="plus" size={16} />
      </button>
    </li>
  );
});

/** Keys of the tree: arrows move between rows, Alt with arrows moves the step, Delete removes it. */
function useTreeKeys(flow: Flow) {
  const t = useTranslations("web.flows.tree");
  const { draft, remove, announce } = useEditor();
  const box = useRef<HTMLUListElement>(null);
  const focusRow = (id: string): void => {
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus());
  };
  const move = (id: string, place: FlowPlace | null): void => {
    const isMoved = place !== null && mayMove(flow, id, place);
    announce(t(isMoved ? "moved" : "notMoved", { step: stepsById(flow).get(id)?.name ?? id }));
    if (!isMoved) return;
    draft.setFlow((before) => moveStep(before, id, place));
    focusRow(id);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>): void => {
    const { target } = event;
    const id = target instanceof HTMLElement ? target.dataset["row"] : undefined;
    if (!(target instanceof HTMLElement) || id === undefined) return;
    const isUp = event.key === "ArrowUp";
    if (isUp || event.key === "ArrowDown") {
      event.preventDefault();
      if (event.altKey) return move(id, isUp ? placeBefore(flow, id) : placeAfter(flow, id));
      const rows = [...(box.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
      const at = rows.indexOf(target);
      rows[at + (isUp ? -1 : 1)]?.focus();
    }
    if (event.key === "Delete") {
      event.preventDefault();
      remove(id);
    }
  };
  return { box, onKeyDown };
}

/** The flow as a tree of rows. */
export function FlowTree(): ReactNode {
  const t = useTranslations("web.flows.tree");
  const { flow, saying, findings, chosen, choose, addAt, draft, announce } = useEditor();
  const [dragged, setDragged] = useState<string | null>(null);
  const { box, onKeyDown } = useTreeKeys(flow);
  const steps = stepsById(flow);
  const counts = new Map<string, number>();
  for (const { stepId } of findings) counts.set(stepId ?? "", (counts.get(stepId ?? "") ?? 0) + 1);
  const drop = (place: FlowPlace): void => {
    if (dragged === null) return;
    announce(t("moved", { step: steps.get(dragged)?.name ?? dragged }));
    draft.setFlow((before) => moveStep(before, dragged, place));
    setDragged(null);
  };
  const rowOf = (row: TreeRow): ReactNode => {
    if (row.row === "loose") {
      return (
        <li key={row.key} className="flow-loose">
          {t("loose")}
        </li>
      );
    }
    if (row.row === "way") {
      return (
        <WayRow
          key={row.key}
          row={row}
          name={wayName(flow, row.place, saying.words)}
          goesOnAt={row.to === null ? null : (steps.get(row.to)?.name ?? row.to)}
          isTarget={dragged !== null && mayMove(flow, dragged, row.place)}
          onAdd={addAt}
          onChoose={choose}
          onDrop={drop}
        />
      );
    }
    const step = steps.get(row.stepId);
    if (step === undefined) return null;
    return (
      <StepRow
        key={row.key}
        step={step}
        depth={row.depth}
        isChosen={chosen === step.id}
        findings={counts.get(step.id) ?? 0}
        saying={saying}
        onChoose={choose}
        onDrag={setDragged}
      />
    );
  };
  return (
    <nav aria-label={t("label")}>
      <ul ref={box} className="flow-tree" onKeyDown={onKeyDown}>
        {treeOf(flow).map(rowOf)}
      </ul>
    </nav>
  );
}
