import type { Words } from "./words";

const NOT_EXPECTED =
  "لم تكن تتوقع هذه الرسالة؟ لن يحدث شيء قبل أن تقبل الدعوة. يمكنك رفضها في الصفحة نفسها أو تجاهل هذه الرسالة.";

export const ar: Words = {
  dir: "rtl",
  greeting: "مرحبًا {name}،",
  greetingNobody: "مرحبًا،",
  writes: "رسالة من {inviter}:",
  ends: "يعمل الرابط حتى {ends}.",
  address: "إذا لم يعمل الزر، فافتح هذا العنوان:",
  recipient: "هذه الرسالة موجّهة إلى {email}.",
  letters: {
    "invite-business": {
      subject: "دعوة من {inviter} لفتح {account}",
      title: "دعوة من {inviter} لفتح {account} لدى {parent}",
      body: ["عند قبول الدعوة يُفتح حساب {account} لدى {parent} وتصبح مالكه. لا يستغرق ذلك أكثر من دقيقة تقريبًا."],
      button: "فتح {account}",
      unexpected: NOT_EXPECTED,
    },
    "invite-user": {
      subject: "دعوة من {inviter} إلى {account}",
      title: "دعوة من {inviter} للانضمام إلى {account}",
      body: ["عند قبول الدعوة تنضم إلى {account} وتسجّل الدخول باسم {email}. لا يستغرق ذلك أكثر من دقيقة تقريبًا."],
      button: "الانضمام إلى {account}",
      unexpected: NOT_EXPECTED,
    },
    "invite-link-again": {
      subject: "رابطك إلى {account}",
      title: "إليك رابطك إلى {account} مرة أخرى",
      body: ["فُتحت دعوتك من {inviter} في متصفح آخر وطُلب الرابط. إنه الرابط السابق نفسه."],
      button: "فتح الدعوة",
      unexpected: "لم تطلبه؟ يمكنك تجاهل هذه الرسالة؛ لم يتغير شيء.",
    },
    "invite-cancelled": {
      subject: "سُحبت دعوتك إلى {account}",
      title: "سُحبت دعوتك إلى {account}",
      body: [
        "سُحبت الدعوة من قِبل {by}، ولم يعد الرابط في الرسالة السابقة يعمل. ليس عليك فعل شيء.",
        "إذا كنت ترى أن هذا خطأ، فاسأل {inviter}.",
      ],
    },
    "invite-cancelled-inviter": {
      subject: "سُحبت دعوة {invitee}",
      title: "سُحبت دعوة {invitee}",
      body: [
        "سُحبت دعوة {inviteeEmail} إلى {account} من قِبل {by}، ولم يعد رابطها يعمل.",
        "يمكنك إرسال دعوة جديدة متى شئت.",
      ],
      button: "عرض الدعوة",
    },
    "invite-declined": {
      subject: "رُفضت دعوتك من قِبل {invitee}",
      title: "رُفضت الدعوة إلى {account} من قِبل {invitee}",
      body: ["كانت الدعوة مرسلة إلى {inviteeEmail}، ولم يعد رابطها يعمل. يمكنك إرسال دعوة جديدة متى شئت."],
      button: "عرض الدعوة",
    },
    "invite-accepted": {
      subject: "قُبلت دعوتك من قِبل {invitee}",
      title: "قُبلت الدعوة إلى {account} من قِبل {invitee}",
      body: ["أصبح بإمكان {inviteeEmail} تسجيل الدخول إلى {account}. لم يبقَ عليك فعل شيء."],
      button: "عرض الدعوة",
    },
    "invite-requested": {
      subject: "طلب رابط جديد من {invitee}",
      title: "طلب رابط جديد إلى {account} من {invitee}",
      body: ["انتهت الدعوة المرسلة إلى {inviteeEmail} قبل استخدامها. فُتح الرابط القديم وطُلب منك إرسال رابط جديد."],
      button: "إرسال رابط جديد",
      unexpected: "لا ترغب في ذلك؟ تجاهل هذه الرسالة؛ يبقى الرابط القديم مغلقًا.",
    },
    "invite-reminder": {
      subject: "Reminder: {inviter} invited you to {account}",
      title: "{inviter} is waiting for you at {account}",
      body: ["{inviter} invited you, and the invitation is still open. It is the same link as in the first letter."],
      button: "Open the invitation",
      unexpected: "Not for you? You can decline on the same page, or leave this letter unanswered.",
    },
    "invitations-expired": {
      subject: "{count} invitations ended unanswered",
      title: "{count} invitations to {account} ended unanswered",
      body: ["Their links no longer work. You can invite each of them again."],
      button: "See them",
    },
    "batch-finished": {
      subject: "{batchName} is done",
      title: "{batchName} is done",
      body: ["{invited} of {total} people were invited, {skipped} were skipped, {failed} failed."],
      button: "See the list",
    },
    "address-confirm": {
      subject: "تأكيد عنوان الدخول الجديد",
      title: "أكّد أن هذا العنوان لك",
      body: [
        "من المقرر أن يُسجَّل دخول {person} من {account} بالعنوان {newEmail} من الآن فصاعدًا. لن يتغير شيء قبل أن تؤكد أن صندوق البريد هذا لك.",
      ],
      button: "تأكيد هذا العنوان",
      unexpected: "لم تكن تتوقع هذه الرسالة؟ تجاهلها، ولن يتمكن أحد من تسجيل الدخول بعنوانك.",
    },
    "address-consent": {
      subject: "هل توافق على تغيير عنوان دخولك؟",
      title: "هل توافق على أن يصبح عنوان دخولك {newEmail}؟",
      body: [
        "ورد طلب من {by} بأن تسجّل الدخول إلى {account} بالعنوان {newEmail} من الآن فصاعدًا بدلًا من {oldEmail}.",
        "لن يتغير شيء ما لم توافق.",
      ],
      button: "الموافقة على التغيير",
      second: { text: "لا توافق؟", label: "الإبقاء على {oldEmail}" },
      unexpected: "لست متأكدًا؟ اسأل {by} أولًا بطريقة تعرفها من قبل. إذا تجاهلت هذه الرسالة فلن يتغير شيء.",
    },
    "address-changing": {
      subject: "عنوان دخولك على وشك أن يتغير",
      title: "سيصبح عنوان دخولك {newEmail}",
      body: [
        "طُلب تسجيل الدخول إلى {account} بالعنوان {newEmail} بدلًا من {oldEmail}، وعلى الأرجح أنك من طلب ذلك. يسري التغيير عند تأكيده من صندوق البريد الجديد.",
        "إذا كنت أنت من طلبه، فليس عليك فعل شيء هنا.",
      ],
      button: "لم أفعل ذلك: إيقاف التغيير",
    },
    "address-changed": {
      subject: "تم تغيير عنوان دخولك",
      title: "أصبح عنوان دخولك {newEmail}",
      body: [
        "تم تغيير العنوان في {changed}. لم يعد العنوان {oldEmail} صالحًا للدخول إلى {account}، وأُنهيت كل الجلسات.",
        "إذا كنت أنت من غيّره، فليس عليك فعل شيء.",
        "وإلا فاسترجع العنوان: يعود {oldEmail} صالحًا للدخول، وتنتهي كل الجلسات، وتُلغى كلمة المرور، ويصل إلى صندوق البريد هذا رابط لاختيار كلمة جديدة.",
      ],
      button: "لم أفعل ذلك: استرجاع العنوان",
    },
    "ownership-offered": {
      subject: "عرض ملكية {account} من {by}",
      title: "عرض من {by} لتتولى ملكية {account}",
      body: [
        "عند القبول تصبح مالك {account}: أنت من يقرر من ينضم إليه وأي الحسابات تُفتح تحته. ويبقى مالكه الحالي بصلاحيات الإدارة. يسري العرض لمدة أسبوع.",
      ],
      button: "عرض التفاصيل",
      unexpected: "لم تكن تتوقع هذا العرض أو لا ترغب فيه؟ تجاهل هذه الرسالة؛ لن يتغير شيء قبل أن تقبل.",
    },
    "password-reset": {
      subject: "اختر كلمة مرور جديدة",
      title: "اختر كلمة مرور جديدة",
      body: ["طُلبت كلمة مرور جديدة للحساب {email}، وعلى الأرجح أنك من طلبها."],
      button: "اختيار كلمة مرور",
      unexpected: "لم تطلب ذلك؟ تجاهل هذه الرسالة؛ تبقى كلمة مرورك كما هي.",
    },
    "password-changed": {
      subject: "تم تغيير كلمة مرورك",
      title: "تم تغيير كلمة مرورك",
      body: ["تم تغيير كلمة مرور {email} في {changed}، وأُنهيت كل الجلسات الأخرى."],
      button: "لم أفعل ذلك: إعادة التعيين",
      unexpected: "إذا كنت أنت من غيّرها، فليس عليك فعل شيء.",
    },
  },
};
