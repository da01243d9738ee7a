import { cellsReader } from "../batches/cells";
import {
  addressOf,
  assertWidth,
  businessReader,
  checker,
  metadataOf,
  REMEMBERED,
  Refused,
} from "../batches/row-fields";
import type { Field } from "../batches/schema";
import { now } from "../clock";
import type { BatchDoc, ChunkRow } from "../db/batch-types";
import { newId } from "../db/ids";
import type { AccountDoc, ContactDoc } from "../db/types";
import { fullName, optionalNameText, shortText } from "../text";
import { tidyAddress } from "./fields";

/** How a row of a list becomes a contact, under the same rules as one that is made by itself. */

export type ContactReading = { line: number; name: string; email: string } & (
  | { contact: ContactDoc }
  | { refused: { code: string; reason: string } }
);

interface Wanted {
  account: AccountDoc;
  type: ContactDoc["type"];
  header: readonly string[];
  columns: BatchDoc["columns"];
}

export function contactReader({ account, type, header, columns }: Wanted): (row: ChunkRow) => ContactReading {
  const readCells = cellsReader({ header, columns });
  const business = businessReader(type === "person" ? "invalid_first_name" : "invalid_business_name");
  const check = {
    firstName: checker(optionalNameText, "invalid_first_name", "The first name", REMEMBERED),
    lastName: checker(optionalNameText, "invalid_last_name", "The last name", REMEMBERED),
    externalId: checker(shortText(200), "invalid_external_id", "The id"),
  };

  const read = (row: ChunkRow, cell: (field: Field) => string, cells: ReadonlyMap<Field, string>): ContactDoc => {
    const person = { firstName: check.firstName(cell("firstName")), lastName: check.lastName(cell("lastName")) };
    assertWidth(row);
    const address = cell("email") === "" ? null : addressOf(cell("email"));
    const { name, nameKey, phone, website, address: postal } = business(cell);
    const externalId = cell("externalId") && check.externalId(cell("externalId"));
    const at = now();
    return {
      _id: newId(),
      account: account._id,
      type,
      name,
      nameKey,
      email: address?.email ?? null,
      emailKey: address?.emailKey ?? null,
      ...person,
      phone: phone ?? null,
      website,
      address: tidyAddress(postal),
      subAccount: null,
      externalId: externalId || undefined,
      metadata: metadataOf(cells),
      version: 1,
      createdAt: at,
      updatedAt: at,
    };
  };

  return (row) => {
    const cells = readCells(row);
    // A person is called by their name, or else by their address.
    const own = { firstName: cells.get("firstName") ?? "", lastName: cells.get("lastName") ?? "" };
    const called = type === "person" ? fullName(own) || cells.get("email") || "" : (cells.get("businessName") ?? "");
    const cell = (field: Field) => (field === "businessName" ? called : (cells.get(field) ?? ""));
    const shown = { line: row.line, name: called.slice(0, 120), email: cell("email").slice(0, 254) };
    try {
      return { ...shown, contact: read(row, cell, cells) };
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
      return { ...shown, refused: { code: thrown.code, reason: thrown.reason } };
    }
  };
}
