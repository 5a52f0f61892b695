/** Settings of the selected tile (queue, limits, position), and new tiles. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import {
  GRID,
  KIND_RULES,
  TILE_KINDS,
  type Tile,
  type TileKind,
  type TilePlace,
} from "../../../../src/service/acd/wallboards/tile.shared.ts";
import { CheckField, SelectField, TextField } from "../../parts/fields.tsx";

interface TileFormProps {
  readonly tile: Tile;
  readonly queues: readonly { readonly id: string; readonly name: string }[];
  readonly fault: string | undefined;
  readonly onChange: (change: Partial<Tile>) => void;
  readonly onPlace: (to: Partial<TilePlace>) => void;
  readonly onRemove: () => void;
}

/** The form of one tile. */
export function TileForm(props: TileFormProps): ReactNode {
  const { tile, queues, onChange, onRemove } = props;
  const t = useTranslations("web.wallboards");
  const rule = KIND_RULES[tile.kind];
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-3 text-lead font-semibold">{t("tileOf", { kind: t(`kinds.${tile.kind}`) })}</legend>
      <p className="max-w-[60ch] text-soft">{t(`kindHints.${tile.kind}`)}</p>
      {rule.mayNameQueue ? (
        <SelectField
          name="queueId"
          label={t("queue")}
          value={tile.queueId ?? ""}
          onChange={(event) => onChange({ queueId: event.target.value === "" ? null : event.target.value })}
        >
          <option value="">{t("allQueues")}</option>
          {queues.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      ) : null}
      {rule.limits === null ? null : <LimitFields {...props} />}
      <PlaceFields {...props} />
      <button type="button" className="button justify-self-start" onClick={onRemove}>
        {t("removeTile")}
      </button>
    </fieldset>
  );
}

const UNITS: Readonly<Partial<Record<TileKind, "seconds" | "percent">>> = {
  "longest-wait": "seconds",
  "level-today": "percent",
};

function LimitFields({ tile, fault, onChange }: TileFormProps): ReactNode {
  const t = useTranslations("web.wallboards");
  const { kind, limits } = tile;
  const unit = UNITS[kind] ?? "count";
  const first = KIND_RULES[kind].limits === "below" ? { near: 85, over: 80 } : { near: 5, over: 10 };
  const write = (which: "near" | "over", text: string): void => {
    const digits = text.replaceAll(/\D/g, "").slice(0, 6);
    if (limits !== null) onChange({ limits: { ...limits, [which]: Number(digits) } });
  };
  return (
    <>
      <CheckField
        name="hasLimits"
        label={t("hasLimits")}
        checked={limits !== null}
        onChange={(event) => onChange({ limits: event.target.checked ? first : null })}
      />
      {limits === null ? null : (
        <div className="grid gap-4 sm:grid-cols-2">
          {(["near", "over"] as const).map((which) => (
            <TextField
              key={which}
              name={which}
              label={t(`limit.${which}.${unit}`)}
              inputMode="numeric"
              error={which === "over" ? fault : undefined}
              value={String(limits[which])}
              onChange={(event) => write(which, event.target.value)}
            />
          ))}
        </div>
      )}
    </>
  );
}

const NUMBERS = [1, 2, 3, 4, 5, 6] as const;

function PlaceFields({ tile, onPlace }: TileFormProps): ReactNode {
  const t = useTranslations("web.wallboards");
  const most = { column: GRID.columns, row: GRID.rows, width: GRID.columns, height: GRID.rows };
  return (
    <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
      {(["column", "row", "width", "height"] as const).map((side) => (
        <SelectField
          key={side}
          name={side}
          label={t(`place.${side}`)}
          value={String(tile[side])}
          onChange={(event) => onPlace({ [side]: Number(event.target.value) })}
        >
          {NUMBERS.slice(0, most[side]).map((number) => (
            <option key={number} value={number}>
              {number}
            </option>
          ))}
        </SelectField>
      ))}
    </div>
  );
}

/** Selects a kind and adds a tile of it. */
export function AddTile({ onAdd }: { readonly onAdd: (kind: TileKind) => void }): ReactNode {
  const t = useTranslations("web.wallboards");
  const [kind, setKind] = useState<TileKind>("waiting");
  return (
    <div className="flex flex-wrap items-end gap-3">
      <SelectField
        name="newTile"
        label={t("newTile")}
        value={kind}
        onChange={(event) => setKind(event.target.value as TileKind)}
      >
        {TILE_KINDS.map((one) => (
          <option key={one} value={one}>
            {t(`kinds.${one}`)}
          </option>
        ))}
      </SelectField>
      <button type="button" className="button" onClick={() => onAdd(kind)}>
        {t("addTile")}
      </button>
    </div>
  );
}
