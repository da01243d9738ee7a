import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { readEach } from "../auth/permissions";
import { accounts } from "../db/client";
import { parseId } from "../db/ids";
import type { AccountDoc } from "../db/types";
import { AppError } from "../errors";

/** Where an account lies, as pages say it. */

export interface PathStep {
  id: string;
  name: string;
}

type Placed = Pick<AccountDoc, "ancestors">;

/** The accounts above this one that the actor may open, from the top down: none for who came in by the account itself. */
export async function readAbove(actor: Actor, { ancestors }: Placed): Promise<PathStep[]> {
  const open = await readable(actor, ancestors);
  return stepsOf(ancestors, new Map(open.map(({ id, name }) => [id, name])));
}

/** Of some accounts those that the actor may open. */
export function readableNames(actor: Actor, ids: readonly string[]): Promise<PathStep[]> {
  return readable(
    actor,
    ids.flatMap((id) => parseId(id) ?? []),
  );
}

async function readable(actor: Actor, ids: readonly ObjectId[]): Promise<PathStep[]> {
  if (ids.length === 0) return [];
  const docs = await accounts()
    .find({ _id: { $in: [...ids] } })
    .toArray();
  const checked = await readEach(actor, docs);
  return checked.flatMap((one) =>
    one instanceof AppError ? [] : [{ id: one.account._id.toHexString(), name: one.account.name }],
  );
}

/** For each account its path below `head`, without both ends: one look-up, however many they are. */
export async function pathsBelow(head: ObjectId, docs: readonly Placed[]): Promise<PathStep[][]> {
  const inner = docs.map(({ ancestors }) => ancestors.slice(ancestors.findIndex((id) => id.equals(head)) + 1));
  const ids = [...new Map(inner.flat().map((id) => [id.toHexString(), id])).values()];
  const found =
    ids.length === 0
      ? []
      : await accounts()
          .find({ _id: { $in: ids } }, { projection: { name: 1 } })
          .toArray();
  const names = new Map(found.map(({ _id, name }) => [_id.toHexString(), name]));
  return inner.map((path) => stepsOf(path, names));
}

function stepsOf(ids: readonly ObjectId[], names: ReadonlyMap<string, string>): PathStep[] {
  return ids.flatMap((_id) => {
    const id = _id.toHexString();
    const name = names.get(id);
    return name === undefined ? [] : [{ id, name }];
  });
}
