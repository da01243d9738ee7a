/** The least that a route handler can do. */
export function POST(): Response {
  return Response.json({ status: "ok" });
}
