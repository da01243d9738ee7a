import type { UserActor } from "../auth/actor";
import type { InvitationDoc } from "../db/types";
import { inviteeName } from "./view";

/** Whoever holds the link, for the trail: the invitee as the invitation names them. */
export function inviteeActor(invitation: InvitationDoc, ip: string | null): UserActor {
  return {
    type: "user",
    id: invitation.user,
    email: invitation.email,
    emailKey: invitation.emailKey,
    name: inviteeName(invitation),
    memberships: [],
    ip,
  };
}
