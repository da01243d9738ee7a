import { unknownPath } from "@/lib/http/route";

/** Whatever is not a path of the API, in any method. */
export const GET = unknownPath;
export const HEAD = unknownPath;
export const POST = unknownPath;
export const PUT = unknownPath;
export const PATCH = unknownPath;
export const DELETE = unknownPath;
export const OPTIONS = unknownPath;
