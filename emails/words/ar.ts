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
