import { readFile } from "node:fs/promises";
import { ObjectId } from "mongodb";
import { batches, invitations } from "@/lib/db/client";
import { createMember, createTenant } from "../support/factories";
import { putList } from "../support/lists";
import { alertOn, expect, field, saidOn, test, titleOf } from "./support/fixtures";
import { tabTo } from "./support/keyboard";
import { check, csvFile, csvOf, inviteAll, oneWrong, peopleOf, upload, uploadAndStart } from "./support/lists";

/** A list of people, from the file to the last mail. */

test("502 rows with one bad and one doubled: 500 invitations, 500 mails, one each, watched to the end, and a report of all", async ({
  page,
  sink,
  tenant,
  signInAs,
}) => {
  const people = peopleOf(500);
  const twice = people[6];
  if (!twice) throw new Error("There are 500");
  const rows = [
    ...people.slice(0, 200),
    { email: "nobody at all", first: "No", last: "One" },
    ...people.slice(200),
    twice,
  ];
  await signInAs(tenant.owner);
  await upload(page, tenant.id, csvFile("November clients", csvOf(rows)));
  await expect(titleOf(page)).toContainText("November clients");
  await check(page);
  await expect(page.getByText("2 of 502 rows will not be invited. The other 500 can go now.")).toBeVisible();
  await inviteAll(page).click();
  await page.waitForURL(/\/bulk\/[0-9a-f]{24}$/);

  await test.step("the numbers move by themselves, to the end", async () => {
    await expect(page.getByText("500 of 500 people reached").first()).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText("The list is done.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Pause" })).toHaveCount(0);
  });

  await test.step("each is invited once, and mailed once", async () => {
    const batch = new ObjectId(page.url().split("/").at(-1));
    expect(await invitations().countDocuments({ batch })).toBe(500);
    const addresses = new Set(people.map(({ email }) => email));
    const mails = sink.all().filter(({ envelope }) => envelope.to.some((to) => addresses.has(to)));
    expect(mails).toHaveLength(500);
    expect(new Set(mails.map(({ envelope }) => envelope.to.join())).size).toBe(500);
  });

  await test.step("what failed and what was skipped is told, row by row", async () => {
    await page.getByRole("link", { name: "See why" }).click();
    await expect(page.getByRole("row", { name: /^202 nobody at all/ })).toBeVisible();
    await page.getByRole("link", { name: /^Skipped 1/ }).click();
    await expect(page.getByRole("row", { name: new RegExp(`^503 ${twice.email}`) })).toBeVisible();
  });

  await test.step("the report has all rows and a header", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download the report" }).click(),
    ]);
    const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
    expect(lines).toHaveLength(503);
    expect(lines[0]).toContain("E-mail,First name,Last name,status,code,reason,invitation");
    expect(lines.filter((line) => /,invited,/.test(line))).toHaveLength(500);
    expect(lines[201]).toContain("nobody at all");
    expect(lines[201]).toContain(",failed,invalid_email,");
    expect(lines[502]).toContain(",skipped,duplicate_in_file,");
  });

  await test.step("one of them leads back to the list and its line", async () => {
    await page.getByRole("link", { name: /^Invited 500/ }).click();
    await page.getByRole("link", { name: "person1@" }).first().click();
    await page.waitForURL(/\/invitations\/[0-9a-f]{24}$/);
    await expect(page.getByText("November clients, line 2")).toBeVisible();
    await page.getByRole("link", { name: "November clients" }).click();
    await expect(titleOf(page)).toHaveText("November clients");
  });
});

test("what failed is corrected in a new list, which knows the columns and the lines", async ({
  page,
  tenant,
  signInAs,
}) => {
  const { other, file } = oneWrong();
  await signInAs(tenant.owner);
  await uploadAndStart(page, tenant.id, file);
  await page.getByRole("button", { name: "Correct it in a new list" }).click();
  await page.waitForURL(/\/review/);
  const cell = page.getByLabel("E-mail, line 3");
  await expect(cell).toHaveValue("bo at acme");
  await cell.fill(other.email);
  await cell.press("Enter");
  await expect(inviteAll(page)).toHaveText("Invite 1");
  await inviteAll(page).click();
  await expect(page.getByText("1 of 1 person reached").first()).toBeVisible();
});

test("a list is paused, goes on, and is stopped with what that means", async ({ page, sink, tenant, signInAs }) => {
  await signInAs(tenant.owner);
  // Whoever takes no mail just now: the list cannot come to its end meanwhile.
  sink.always({ refuse: 451, at: "data" });
  try {
    const id = await uploadAndStart(page, tenant.id, csvFile("Everybody", csvOf(peopleOf(30))));
    await page.getByRole("button", { name: "Pause" }).click();
    await expect(page.getByText("Paused by Rui Costa")).toBeVisible();
    await expect(page.getByText("Nobody else is invited or mailed until it goes on.")).toBeVisible();
    await test.step("the overview and the history say so", async () => {
      await page.goto(`/a/${tenant.id}`);
      await expect(page.getByText("The list Everybody is paused").first()).toBeVisible();
      await page.goto(`/a/${tenant.id}/bulk`);
      await expect(page.getByRole("row", { name: /Paused Everybody/ })).toBeVisible();
    });
    await page.getByRole("link", { name: "Everybody" }).click();
    await page.getByRole("button", { name: "Go on" }).click();
    await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
    await page.getByText("Stop", { exact: true }).click();
    await expect(page.getByText("A stopped list cannot go on.")).toBeVisible();
    await page.getByRole("button", { name: "Keep it going" }).click();
    await page.getByText("Stop", { exact: true }).click();
    await page.getByRole("button", { name: "Yes, stop it" }).click();
    await expect(page.getByText("Stopped by Rui Costa.")).toBeVisible();
    await expect.poll(async () => (await batches().findOne({ _id: new ObjectId(id) }))?.stopping ?? false).toBe(false);
    expect(await invitations().countDocuments({ batch: new ObjectId(id), status: "pending" })).toBe(0);
    await test.step("what is said of it agrees: nobody was mailed, so nobody was invited", async () => {
      await expect(page.getByText("30 people were not invited.")).toBeVisible();
      await expect(page.getByRole("status").filter({ hasText: "0 of 30 people reached, Stopped." })).toHaveCount(1);
      await page.getByRole("link", { name: /^Skipped 30/ }).click();
      await expect(page.getByText(/^The list was cancelled before this (mail left|row was reached)\.$/)).toHaveCount(
        25,
      );
      await page.goto(`/a/${tenant.id}/bulk`);
      await expect(page.getByRole("row", { name: /Stopped Everybody 0 invited · 30 skipped/ })).toBeVisible();
    });
  } finally {
    sink.always("accept");
  }
});

test("all who match a filter are sent to again, or cancelled, on however many pages", async ({
  page,
  tenant,
  signInAs,
}) => {
  await signInAs(tenant.owner);
  const id = await uploadAndStart(page, tenant.id, csvFile("Everybody", csvOf(peopleOf(30))));
  await expect(page.getByText("30 of 30 people reached").first()).toBeVisible();
  await page.getByRole("link", { name: "See who waits, and remind" }).click();
  await expect(page.getByText("List: Everybody")).toBeVisible();
  await page.getByText("Send all 30 again", { exact: true }).click();
  await page.getByRole("button", { name: "Yes, send 30" }).click();
  await expect(saidOn(page).filter({ hasText: "30 invitations were sent again." })).toBeVisible();
  await page.getByText("Cancel all 30", { exact: true }).click();
  await page.getByRole("button", { name: "Yes, cancel 30" }).click();
  await expect(saidOn(page).filter({ hasText: "30 invitations were cancelled." })).toBeVisible();
  expect(await invitations().countDocuments({ batch: new ObjectId(id), status: "cancelled" })).toBe(30);
  await page.getByRole("link", { name: "Leave List: Everybody" }).click();
  await expect(page).not.toHaveURL(/batch=/);
});

test("by keyboard alone, a bad row is corrected in the review and everybody is invited", async ({
  page,
  tenant,
  signInAs,
}) => {
  const { other, file } = oneWrong();
  await signInAs(tenant.owner);
  await upload(page, tenant.id, file);
  await tabTo(page, page.getByRole("button", { name: "Check 2 rows" }));
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/review/);
  await tabTo(page, page.getByLabel("E-mail, line 3"));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(other.email);
  await page.keyboard.press("Enter");
  await expect(inviteAll(page)).toHaveText("Invite 2");
  await tabTo(page, inviteAll(page));
  await page.keyboard.press("Enter");
  await expect(page.getByText("2 of 2 people reached").first()).toBeVisible();
});

test("who is invited while a cell is being corrected is invited as it was corrected", async ({
  page,
  tenant,
  signInAs,
}) => {
  const { other, file } = oneWrong();
  await signInAs(tenant.owner);
  await upload(page, tenant.id, file);
  await check(page);
  await page.getByLabel("E-mail, line 3").fill(other.email);
  await inviteAll(page).click();
  await expect(page.getByText("2 of 2 people reached").first()).toBeVisible();
});

test("a list with addresses alone has no place for names; a draft that is discarded says so", async ({
  page,
  tenant,
  signInAs,
}) => {
  const emails = peopleOf(2).map(({ email }) => email);
  const file = csvFile("Addresses", ["E-mail", ...emails, ""].join("\r\n"));
  await signInAs(tenant.owner);
  await upload(page, tenant.id, file);
  await check(page);
  await expect(page.getByLabel("E-mail, line 2")).toBeVisible();
  await expect(page.getByLabel("First name, line 2")).toHaveCount(0);
  await page.getByText("Discard this list", { exact: true }).click();
  await page.getByRole("button", { name: "Yes, discard it" }).click();
  await expect(page.getByRole("row", { name: /Discarded Addresses 2 rows/ })).toBeVisible();
  await page.getByRole("link", { name: "Addresses" }).click();
  await expect(page.getByText("Discarded by Rui Costa before it ran. Nobody was invited.")).toBeVisible();
  await uploadAndStart(page, tenant.id, file);
  await expect(page.getByRole("columnheader", { name: "E-mail" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Name" })).toHaveCount(0);
});

test("a list that paused itself with its account says when it can go on", async ({ page, tenant, signInAs }) => {
  await signInAs(tenant.owner);
  const { id } = await putList(tenant, [[{ cells: ["ana@acme.example", "Ana"] }]], {
    status: "paused",
    pausedBecause: { code: "account_not_active", message: "Acme cannot take invitations now: it is suspended." },
  });
  await page.goto(`/a/${tenant.id}/bulk/${id}`);
  await expect(page.getByText("That is over: it can go on now.")).toBeVisible();
  await expect(page.getByText("it is suspended")).toHaveCount(0);
  await page.getByText("Stop", { exact: true }).click();
  await page.getByRole("button", { name: "Yes, stop it" }).click();
  await expect(page.getByText("1 person was not invited.")).toBeVisible();
});

test("a list of another account is not there, and a member is told who may see lists", async ({
  page,
  tenant,
  signInAs,
  tolerated,
}) => {
  tolerated.push(/status of 404/);
  await signInAs(tenant.owner);
  const id = await uploadAndStart(page, tenant.id, csvFile("Team", csvOf(peopleOf(1))));
  const stranger = await createTenant();
  await signInAs(stranger.owner);
  for (const step of ["", "/columns", "/review"]) {
    const answer = await page.goto(`/a/${stranger.id}/bulk/${id}${step}`);
    expect(answer?.status(), step).toBe(404);
  }
  await signInAs((await createMember(tenant, "member")).user);
  await page.goto(`/a/${tenant.id}/bulk/${id}`);
  await expect(titleOf(page)).toHaveText("Lists are for owners and admins");
});

test("a file that cannot be read is refused with the line, and what was typed stays", async ({
  page,
  tenant,
  signInAs,
  tolerated,
}) => {
  tolerated.push(/status of 422/);
  await signInAs(tenant.owner);
  await page.goto(`/a/${tenant.id}/bulk`);
  await field(page, "Name of the list").fill("Broken");
  const broken = csvFile("broken", 'E-mail,First name\r\nana@acme.example,Ana\r\n"bo@acme.example,Bo\r\n');
  await page.locator("input[type=file]").setInputFiles(broken);
  await page.getByRole("button", { name: "Upload and match columns" }).click();
  await expect(alertOn(page)).toContainText("In line 3 a quotation mark opens that never closes");
  await expect(field(page, "Name of the list")).toHaveValue("Broken");
  await test.step("and on a phone it is in sight", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole("button", { name: "Upload and match columns" }).click();
    await expect(alertOn(page)).toBeInViewport({ ratio: 1 });
    const bar = await page.getByRole("navigation").last().boundingBox();
    const said = await alertOn(page).boundingBox();
    expect((said?.y ?? 0) + (said?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
  });
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("a list is uploaded, mapped, reviewed and run, and looked at again", async ({ page, tenant, signInAs }) => {
    await signInAs(tenant.owner);
    await uploadAndStart(page, tenant.id, csvFile("Team", csvOf(peopleOf(3))));
    await expect(async () => {
      const again = page.getByRole("link", { name: "Look again" });
      if (await again.isVisible()) await again.click();
      await expect(page.getByText("3 of 3 people reached").first()).toBeVisible({ timeout: 500 });
    }).toPass();
    await page.getByRole("link", { name: /^Invited 3/ }).click();
    await expect(page.getByRole("row")).toHaveCount(4);
  });

  test("what is typed and ticked on the review counts with whichever button is pressed first", async ({
    page,
    tenant,
    signInAs,
  }) => {
    const { other, file } = oneWrong();
    await signInAs(tenant.owner);
    await upload(page, tenant.id, file);
    await check(page);
    const batch = { _id: new ObjectId(page.url().split("/").at(-2)) };
    const cell = page.getByLabel("E-mail, line 3");

    await test.step("what is still wrong keeps the list from being started, and stays", async () => {
      await cell.fill("bo at home");
      await page.getByRole("checkbox", { name: "Mail each of them" }).uncheck();
      await inviteAll(page).click();
      await expect(alertOn(page)).toContainText("Nobody was invited yet. Line 3: This is not an e-mail address");
      await expect(cell).toHaveValue("bo at home");
      await expect(cell).toHaveAttribute("aria-invalid", "true");
      await expect(page.getByRole("checkbox", { name: "Mail each of them" })).not.toBeChecked();
      expect(await batches().findOne(batch)).toMatchObject({ status: "draft", sendEmail: false });
    });

    await test.step("what was mended is invited, with a link and no mail", async () => {
      await cell.fill(other.email);
      await inviteAll(page).click();
      await page.waitForURL(/\/bulk\/[0-9a-f]{24}$/);
      await expect.poll(() => invitations().countDocuments({ batch: batch._id })).toBe(2);
      const made = await invitations().find({ batch: batch._id }).toArray();
      expect(made.map(({ via, delivery }) => [via, delivery.status])).toEqual(Array(2).fill(["link", "none"]));
    });
  });

  test("a file that is refused leaves for whom the list is, and its name", async ({
    page,
    tenant,
    signInAs,
    tolerated,
  }) => {
    tolerated.push(/status of 4\d\d/);
    await signInAs(tenant.owner);
    const refused = { file_empty: "", payload_too_large: `E-mail\r\n${"a".repeat(27 * 1024 * 1024)}` };
    await page.goto(`/a/${tenant.id}/bulk`);
    await page.getByRole("radio", { name: /Colleagues/ }).check();
    await field(page, "Name of the list").fill("Team");
    for (const [code, content] of Object.entries(refused)) {
      await page.locator("input[type=file]").setInputFiles(csvFile("people", content));
      await page.getByRole("button", { name: "Upload and match columns" }).click();
      await page.waitForURL(new RegExp(`refused=${code}`));
      await expect(page.getByRole("radio", { name: /Colleagues/ })).toBeChecked();
      await expect(field(page, "Name of the list")).toHaveValue("Team");
    }
  });
});
