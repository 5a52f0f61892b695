/** Grid editor of a wallboard: tiles are selected by a press, and moved by arrow keys or dragging. */
import { type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Tile, TilePlace } from "../../../../src/service/acd/wallboards/tile.shared.ts";
import { placeByDrag, placeByKey } from "./tile-keys.ts";

interface GridProps {
  readonly tiles: readonly Tile[];
  readonly chosenId: string | null;
  readonly queueName: (id: string) => string;
  readonly onChoose: (id: string) => void;
  /** Moves a tile; announces when the position is not permitted. */
  readonly onPlace: (id: string, to: Partial<TilePlace>) => void;
}

interface Drag {
  readonly id: string;
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
}

/** The grid with its tiles as buttons. */
export function GridEditor({ tiles, chosenId, queueName, onChoose, onPlace }: GridProps): ReactNode {
  const t = useTranslations("web.wallboards");
  const box = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const press = (tile: Tile) => (event: KeyboardEvent) => {
    const to = event.ctrlKey || event.altKey || event.metaKey ? undefined : placeByKey(tile, event);
    if (to === undefined) return;
    event.preventDefault();
    onChoose(tile.id);
    onPlace(tile.id, to);
  };
  const take = (tile: Tile) => (event: PointerEvent<HTMLButtonElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ id: tile.id, pointer: event.pointerId, x: event.clientX, y: event.clientY });
  };
  const drop = (tile: Tile) => (event: PointerEvent<HTMLButtonElement>) => {
    const size = box.current?.getBoundingClientRect();
    setDrag(null);
    if (drag === null || drag.pointer !== event.pointerId || size === undefined) return;
    const to = placeByDrag(tile, { x: event.clientX - drag.x, y: event.clientY - drag.y }, size);
    onChoose(tile.id);
    if (to.column !== tile.column || to.row !== tile.row) onPlace(tile.id, to);
  };
  return (
    <div ref={box} className="wall-editor" role="group" aria-label={t("grid")} aria-describedby="grid-keys">
      {tiles.map((tile) => (
        <button
          key={tile.id}
          type="button"
          className="wall-editor-tile"
          aria-pressed={tile.id === chosenId}
          data-tile={tile.kind}
          data-dragged={drag?.id === tile.id ? "" : undefined}
          style={placeStyle(tile)}
          onClick={() => onChoose(tile.id)}
          onKeyDown={press(tile)}
          onPointerDown={take(tile)}
          onPointerUp={drop(tile)}
          onPointerCancel={() => setDrag(null)}
        >
          <span className="line-clamp-2 font-semibold [overflow-wrap:anywhere]">{t(`kinds.${tile.kind}`)}</span>
          {tile.queueId === null ? null : <span className="line-clamp-1">{queueName(tile.queueId)}</span>}
          <span className="sr-only">{t("placeText", placeWords(tile))}</span>
        </button>
      ))}
    </div>
  );
}

/** The position of a tile as text. */
export function placeWords({ column, row, width, height }: TilePlace) {
  return { column, row, width, height };
}

function placeStyle({ column, row, width, height }: TilePlace): CSSProperties {
  return { gridColumn: `${column} / span ${width}`, gridRow: `${row} / span ${height}` };
}
