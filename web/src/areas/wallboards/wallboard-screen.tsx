/** Edits a wallboard: its tiles, its message, and its links. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { Wallboard, WallboardForm } from "../../../../src/service/acd/wallboards/contract.ts";
import {
  freePlace,
  placed,
  type Tile,
  type TileKind,
  type TilePlace,
  tilesFault,
} from "../../../../src/service/acd/wallboards/tile.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { CheckField, ErrorSummary, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Awaiting } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { queuesQuery } from "../queues/queue-data.ts";
import { GridEditor, placeWords } from "./grid-editor.tsx";
import { MessagePart } from "./message-part.tsx";
import { AddTile, TileForm } from "./tile-form.tsx";
import { WallLinks } from "./wall-links.tsx";
import { newTile, wallboardQuery } from "./wallboard-data.ts";

/** The screen of `/layanan/papan-dinding/ID`. */
export function WallboardScreen(): ReactNode {
  const t = useTranslations("web.wallboards");
  const { id } = useParams({ from: "/layanan/papan-dinding/$id" });
  const found = useQuery(wallboardQuery(id));
  const [keptVersion, setKeptVersion] = useState(0);
  const show = (
    <Link to="/layanan/papan-dinding/$id/layar" params={{ id }} className="button">
      {t("show")}
    </Link>
  );
  const board = found.data;
  return (
    <Page
      width="working"
      title={board === undefined ? t("changeTitle") : board.name}
      lead={t("changeLead")}
      actions={board === undefined ? undefined : show}
    >
      <Awaiting query={found} lines={8} />
      {board === undefined ? null : (
        <div className="grid gap-10">
          <BoardForm
            key={`${id} ${board.version}`}
            board={board}
            isKept={board.version === keptVersion}
            onKept={setKeptVersion}
          />
          <MessagePart id={id} message={board.message} />
          <WallLinks id={id} links={board.links} />
        </div>
      )}
    </Page>
  );
}

function useKeeping({ id, version }: Wallboard, onKept: (version: number) => void) {
  const cache = useQueryClient();
  const [expectedVersion] = useState(version);
  return useMutation({
    mutationFn: ({ name, showsAgentNames, tiles }: WallboardForm) =>
      read(
        api.PUT("/api/service/wallboards/{id}", {
          params: { path: { id } },
          body: { name: name.trim(), showsAgentNames, tiles: tiles.map((tile) => ({ ...tile })), expectedVersion },
        }),
      ),
    onSuccess: () => {
      onKept(expectedVersion + 1);
      return cache.invalidateQueries({ queryKey: ["service", "wallboards"] });
    },
  });
}

interface BoardFormProps {
  readonly board: Wallboard;
  /** Whether this form has saved the board. */
  readonly isKept: boolean;
  readonly onKept: (version: number) => void;
}

function BoardForm({ board, isKept, onKept }: BoardFormProps): ReactNode {
  const t = useTranslations("web.wallboards");
  const parts = useTranslations("web.parts");
  // The form keeps the values from its opening; the server reports a conflict when the form is saved.
  const [draft, setDraft] = useState<WallboardForm>(board);
  const keeping = useKeeping(board, onKept);
  const { lines, problem, faultOf, isFree } = useFormFaults(keeping.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const unnamed =
      draft.name.trim() === "" ? [{ field: "name", message: parts("required", { field: t("name") }) }] : [];
    const limits = tilesFault(draft.tiles) === null ? [] : [{ field: "over", message: t("limitsFault") }];
    if (isFree([...unnamed, ...limits])) keeping.mutate(draft);
  };
  return (
    <form noValidate className="card grid gap-6 p-5 sm:p-7" onSubmit={onSubmit}>
      <ErrorSummary lines={lines} problem={problem} />
      <TextField
        name="name"
        label={t("name")}
        hint={t("nameHint")}
        maxLength={80}
        error={faultOf("name")}
        value={draft.name}
        onChange={(event) => setDraft({ ...draft, name: event.target.value })}
      />
      <CheckField
        name="showsAgentNames"
        label={t("showsAgentNames")}
        checked={draft.showsAgentNames}
        onChange={(event) => setDraft({ ...draft, showsAgentNames: event.target.checked })}
      />
      <TilesPart
        tiles={draft.tiles}
        fault={faultOf("over")}
        set={(tiles) => setDraft({ ...draft, tiles: [...tiles] })}
      />
      <div className="flex flex-wrap items-center gap-3">
        <BusyButton type="submit" className="button button-main" isBusy={keeping.isPending}>
          {keeping.isPending ? parts("working") : t("keep")}
        </BusyButton>
        <Link to="/layanan/papan-dinding" className="button">
          {parts("cancel")}
        </Link>
        <p role="status" className="text-soft">
          {isKept && draft === board ? t("kept") : ""}
        </p>
      </div>
    </form>
  );
}

function TilesPart({
  tiles,
  fault,
  set,
}: {
  readonly tiles: readonly Tile[];
  readonly fault: string | undefined;
  readonly set: (tiles: readonly Tile[]) => void;
}): ReactNode {
  const t = useTranslations("web.wallboards");
  const { data: queues } = useQuery(queuesQuery);
  const [chosenId, setChosen] = useState<string | null>(tiles[0]?.id ?? null);
  const [said, setSaid] = useState("");
  const chosen = tiles.find(({ id }) => id === chosenId);
  const place = (id: string, to: Partial<TilePlace>): void => {
    const next = placed(tiles, id, to);
    if (next === undefined) return setSaid(t("noRoom"));
    set(next);
    const tile = next.find((one) => one.id === id);
    if (tile !== undefined) setSaid(t("placeText", placeWords(tile)));
  };
  const add = (kind: TileKind): void => {
    const free = freePlace(tiles, kind);
    if (free === undefined) return setSaid(t("full"));
    const tile = newTile(kind, free);
    set([...tiles, tile]);
    setChosen(tile.id);
    setSaid(t("placeText", placeWords(tile)));
  };
  const remove = (id: string): void => {
    const rest = tiles.filter((tile) => tile.id !== id);
    set(rest);
    setChosen(rest[0]?.id ?? null);
    setSaid(t("removed"));
  };
  const names = new Map(queues?.items.map(({ id, name }) => [id, name]));
  return (
    <section className="grid gap-4" aria-labelledby="tiles">
      <h2 id="tiles">{t("tiles")}</h2>
      <p id="grid-keys" className="max-w-[70ch] text-soft">
        {t("gridKeys")}
      </p>
      <GridEditor
        tiles={tiles}
        chosenId={chosenId}
        queueName={(id) => names.get(id) ?? t("gone")}
        onChoose={setChosen}
        onPlace={place}
      />
      <p role="status" className="min-h-6 font-semibold">
        {said}
      </p>
      <AddTile onAdd={add} />
      {chosen === undefined ? null : (
        <TileForm
          key={chosen.id}
          tile={chosen}
          queues={queues?.items ?? []}
          fault={fault}
          onChange={(change) => set(tiles.map((tile) => (tile.id === chosen.id ? { ...tile, ...change } : tile)))}
          onPlace={(to) => place(chosen.id, to)}
          onRemove={() => remove(chosen.id)}
        />
      )}
    </section>
  );
}
