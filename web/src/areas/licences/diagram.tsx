/** The diagram of a call centre, redrawn from the answers on each change; a click on a box goes to its row. */
import { useNavigate } from "@tanstack/react-router";
import { type MouseEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { BoxTarget } from "../../../../src/licensing/configuration/box-text.shared.ts";
import { describeGraph } from "../../../../src/licensing/configuration/describe-graph.shared.ts";
import {
  arrowHead,
  type BoxStyle,
  cornerRadius,
  type Drawing,
  type DrawnBox,
  type DrawnWay,
  drawGraph,
} from "../../../../src/licensing/configuration/draw-graph.shared.ts";
import { graphOf } from "../../../../src/licensing/configuration/graph.shared.ts";
import type { PlacedText } from "../../../../src/licensing/configuration/layout.shared.ts";
import { useDiagramWords } from "./diagram-words.ts";
import type { LicenceForm } from "./licence-types.ts";
import { goToField, rowFieldId } from "./use-go-to-hash.ts";

const WIDTH_FIRST = 640;

/** The width available to the drawing, updated on resize. */
function useWidth(): { readonly box: RefObject<HTMLDivElement | null>; readonly width: number } {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(WIDTH_FIRST);
  useEffect(() => {
    const place = box.current;
    if (place === null) return undefined;
    const observer = new ResizeObserver(() => setWidth(place.clientWidth));
    observer.observe(place);
    setWidth(place.clientWidth);
    return () => observer.disconnect();
  }, []);
  return { box, width };
}

const BOX_CLASSES: Readonly<Record<BoxStyle, string>> = {
  outside: "fill-none stroke-faint [stroke-dasharray:4_3]",
  line: "fill-surface stroke-faint",
  core: "fill-surface stroke-accent [stroke-width:2]",
  rented: "fill-surface stroke-accent [stroke-width:2] [stroke-dasharray:8_3]",
  place: "fill-sunken stroke-faint",
  device: "fill-sunken stroke-faint",
};

const at = (points: readonly { readonly x: number; readonly y: number }[]): string =>
  points.map(({ x, y }) => `${x},${y}`).join(" ");

function Text({ text }: { readonly text: PlacedText }): ReactNode {
  return (
    <text
      x={text.left}
      y={text.baseline}
      fontSize={text.size}
      fontWeight={text.bold ? 600 : 400}
      className={text.soft ? "fill-soft" : "fill-ink"}
    >
      {text.text}
    </text>
  );
}

function Way({ way }: { readonly way: DrawnWay }): ReactNode {
  return (
    <g>
      <title>{way.title}</title>
      <polyline points={at(way.points)} className="fill-none stroke-faint [stroke-width:1.5]" />
      <polygon points={at(arrowHead(way.points))} className="fill-faint" />
      {way.label === null ? null : <Text text={way.label} />}
    </g>
  );
}

interface BoxProps {
  readonly box: DrawnBox;
  readonly onGo: (target: BoxTarget) => void;
}

function Box({ box, onGo }: BoxProps): ReactNode {
  const { area, look, target, texts, title, isMarked, devices } = box;
  const drawn = (
    <>
      <rect
        x={area.left}
        y={area.top}
        width={area.width}
        height={area.height}
        rx={cornerRadius(look)}
        className={isMarked ? "fill-[var(--bad-soft)] stroke-bad [stroke-width:2.5]" : BOX_CLASSES[look]}
      />
      {texts.map((text) => (
        <Text key={`${text.baseline}${text.text}`} text={text} />
      ))}
    </>
  );
  const go = (event: MouseEvent): void => {
    event.preventDefault();
    if (target !== null) onGo(target);
  };
  return (
    <g>
      {target === null ? (
        <g>
          <title>{title}</title>
          {drawn}
        </g>
      ) : (
        <a href={`#${rowFieldId(target.rowId)}`} onClick={go} className="no-underline">
          <title>{title}</title>
          {drawn}
        </a>
      )}
      {devices.map((device) => (
        <Box key={device.id} box={device} onGo={onGo} />
      ))}
    </g>
  );
}

function Picture({ drawing, onGo }: { readonly drawing: Drawing; readonly onGo: BoxProps["onGo"] }): ReactNode {
  const { width, height, title, description, boxes, ways } = drawing;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="group"
      aria-label={`${title}. ${description}`}
      className="max-w-full"
    >
      {ways.map((way) => (
        <Way key={at(way.points)} way={way} />
      ))}
      {boxes.map((box) => (
        <Box key={box.id} box={box} onGo={onGo} />
      ))}
    </svg>
  );
}

interface DiagramProps {
  readonly licenceId: string;
  readonly form: LicenceForm;
  readonly linesPerE1: number;
  /** Rows with findings. */
  readonly marked: ReadonlySet<string>;
  /** Navigates to the row of a box on screens other than the applicant's. */
  readonly onGo?: (target: BoxTarget) => void;
}

/** The drawing, followed by a text version. */
export function Diagram({ licenceId, form, linesPerE1, marked, onGo }: DiagramProps): ReactNode {
  const t = useTranslations("web.licenceForm");
  const navigate = useNavigate();
  const words = useDiagramWords();
  const { box, width } = useWidth();
  const graph = graphOf(form, linesPerE1);
  const go = (target: BoxTarget): void => {
    if (onGo !== undefined) return onGo(target);
    const { part, rowId } = target;
    const hash = rowFieldId(rowId);
    if (part === "configuration") return goToField(hash);
    void navigate({ to: "/izin/$id/bagian/$part", params: { id: licenceId, part }, hash });
  };
  const sentences = describeGraph(graph, words);
  return (
    <section className="card grid min-w-0 gap-4 p-4" aria-labelledby="diagram">
      <h2 id="diagram" className="text-lead">
        {words.title}
      </h2>
      <div ref={box} className="min-w-0 overflow-x-auto">
        {graph.nodes.length === 0 ? (
          <p className="text-soft">{words.empty}</p>
        ) : (
          <Picture drawing={drawGraph(graph, { words, width, marked })} onGo={go} />
        )}
      </div>
      {sentences.length === 0 ? null : (
        <details>
          <summary className="cursor-pointer font-semibold">{t("diagramText")}</summary>
          <ol className="mt-2 grid list-decimal gap-1 pl-5">
            {sentences.map(({ id, text, target }) => (
              <li key={id}>
                {text}{" "}
                {target === null ? null : (
                  <button
                    type="button"
                    className="text-small font-semibold text-accent underline"
                    onClick={() => go(target)}
                  >
                    {t("toRow")}
                    <span className="sr-only"> {text}</span>
                  </button>
                )}
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  );
}
