"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { closeSession } from "@/lib/auth/session";

const A_YEAR = 365 * 24 * 3600;

/** Light, dark, or as the system says: kept in a cookie, so that the first paint already has it. */
export async function setThemeAction(theme: string): Promise<void> {
  const jar = await cookies();
  if (theme === "light" || theme === "dark") {
    jar.set("foyer_theme", theme, { path: "/", maxAge: A_YEAR, sameSite: "lax", httpOnly: true });
  } else {
    jar.delete("foyer_theme");
  }
}

export async function signOutAction(): Promise<void> {
  await closeSession();
  redirect("/login");
}
