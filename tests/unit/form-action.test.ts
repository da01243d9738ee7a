import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { type FormState, formAction } from "@/lib/http/form-action";

const BEFORE: FormState = { ok: false, errors: {}, values: {} };

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

const Schema = z.strictObject({
  email: z.string().min(1, "Your address, please."),
  name: z.string().max(3).optional(),
  role: z.enum(["admin", "member"]).optional(),
  password: z.string().optional(),
});

describe("a form", () => {
  it("gets what the handler tells", async () => {
    const action = formAction(Schema, async ({ email }) => ({ message: `Sent to ${email}`, data: 7 }));
    expect(await action(BEFORE, form({ email: "a@b.example" }))).toEqual({
      ok: true,
      message: "Sent to a@b.example",
      data: 7,
      errors: {},
      values: { email: "a@b.example" },
    });
  });

  it("left empty in a field that may be, does not give it; React's own fields are nobody's", async () => {
    const action = formAction(Schema, async (input) => ({ data: input }));
    const { data } = await action(BEFORE, form({ email: "a@b.example", role: "", name: "", $ACTION_KEY: "x" }));
    expect(data).toEqual({ email: "a@b.example" });
  });

  it("is told what is wrong field by field, in the schema's words where it has some, and keeps what was typed", async () => {
    const action = formAction(Schema, async () => undefined);
    const state = await action(BEFORE, form({ email: "", name: "too long", password: "hunter2", token: "t" }));
    expect(state).toEqual({
      ok: false,
      code: "invalid_request",
      message: "3 fields need a look.",
      errors: {
        email: "Your address, please.",
        name: "Use at most 3 characters.",
        token: "Is not a field that is known here.",
      },
      values: { email: "", name: "too long" },
    });
  });

  it("gets a refusal's sentence, code and fields", async () => {
    const action = formAction(Schema, async () => {
      throw new AppError("invalid_email", "Not an address.", {
        errors: [{ path: "email", code: "invalid_email", message: "Not one." }],
      });
    });
    expect(await action(BEFORE, form({ email: "x" }))).toMatchObject({
      ok: false,
      code: "invalid_email",
      message: "Not an address.",
      errors: { email: "Not one." },
      values: { email: "x" },
    });
  });

  it("lets redirects pass", async () => {
    const redirect = Object.assign(new Error("NEXT_REDIRECT"), { digest: "NEXT_REDIRECT;push;/;307;" });
    const action = formAction(Schema, async () => {
      throw redirect;
    });
    await expect(action(BEFORE, form({ email: "x" }))).rejects.toBe(redirect);
  });
});
