import type { Language, Speech } from './language';

const leaveOne = (opening: string | null) =>
  opening ? `اترك رسالة، وسنجيب ابتداءً من ${opening}.` : 'اترك رسالة وسنجيبك.';

/** Arabic, in the standard written language. */
export default function words({ count, list }: Speech): Language {
  const forms = (value: number, words: Record<Intl.LDMLPluralRule, string>) => count(value, words);
  return {
    widget: {
      messages: 'الرسائل',
      back: 'العودة إلى محادثاتك',
      close: 'إغلاق الرسائل',
      you: 'أنت',
      tryAgain: 'حاول مرة أخرى',
      team: 'فريقنا',

      presence: {
        here: (people) =>
          forms(people, {
            zero: 'لا أحد هنا',
            one: 'شخص واحد هنا',
            two: 'شخصان هنا',
            few: '# أشخاص هنا',
            many: '# شخصًا هنا',
            other: '# شخص هنا',
          }),
        nobody: (opening) => `لا يوجد أحد هنا الآن. ${leaveOne(opening)}`,
        busy: (opening) => `${opening ? 'نحن مغلقون الآن' : 'لا يستطيع أحد الرد الآن'}. ${leaveOne(opening)}`,
        inTurn: 'لا يوجد أحد هنا الآن. اكتب لنا وسنجيب بحسب الدور.',
      },

      line: {
        offline: 'لا يوجد اتصال. ما تكتبه محفوظ وسيُرسل.',
        reconnecting: 'جارٍ إعادة الاتصال… ما تكتبه محفوظ وسيُرسل.',
        connecting: 'جارٍ الاتصال…',
        refused: 'أنهى الخادم هذا الاتصال.',
        forgetful: 'لا يحفظ هذا المتصفح شيئًا لنا: تبقى رسائلك حتى تغلق هذه الصفحة.',
      },

      boot: {
        loading: 'جارٍ تحميل الرسائل',
        missing: 'لا يوجد صندوق رسائل في هذا العنوان. يُرجى إبلاغ صاحب هذه الصفحة.',
        unreachable: 'لا يمكن الوصول إلينا الآن. سنواصل المحاولة.',
        off: 'الدردشة متوقفة حاليًا. يُرجى العودة لاحقًا.',
        broken: 'حدث خطأ هنا. لم يضِع شيء مما أرسلته.',
        again: 'البدء من جديد',
      },

      home: {
        greeting: 'مرحبًا. كيف يمكننا مساعدتك؟',
        list: 'محادثاتك',
        start: 'بدء محادثة',
        leave: 'ترك رسالة',
        request: 'إرسال طلب',
        resume: 'متابعة محادثتك',
        older: 'عرض محادثات أقدم',
        failed: 'تعذّر تحميل محادثاتك. إنها محفوظة.',
        unread: (messages) =>
          forms(messages, {
            zero: 'لا رسائل غير مقروءة',
            one: 'رسالة واحدة غير مقروءة',
            two: 'رسالتان غير مقروءتين',
            few: '# رسائل غير مقروءة',
            many: '# رسالة غير مقروءة',
            other: '# رسالة غير مقروءة',
          }),
        none: 'لا توجد رسائل بعد',
        said: (name, text) => `${name}: ${text}`,
        statuses: { open: 'مفتوحة', active: 'جارية', resolved: 'تم حلها', closed: 'مغلقة' },
        requests: { open: 'تم استلام الطلب', active: 'الطلب قيد المعالجة', resolved: 'تم حل الطلب', closed: 'أُغلق الطلب' },
      },

      start: {
        hint: 'اكتب سؤالك هنا. ستجد الجواب في هذا المكان.',
        leave: (opening) => `اكتب رسالتك هنا. ستجد الجواب في هذا المكان${opening ? ` ابتداءً من ${opening}` : ''}.`,
        subject: 'الموضوع',
        optional: 'اختياري',
        message: 'رسالتك',
      },

      timeline: {
        label: 'الرسائل',
        earlier: 'جارٍ تحميل الرسائل السابقة',
        earlierConversation: 'عرض محادثتك السابقة',
        fresh: 'جديد',
        jump: 'الانتقال إلى أحدث رسالة',
        pill: (messages) =>
          forms(messages, {
            zero: 'لا رسائل جديدة',
            one: 'رسالة جديدة واحدة',
            two: 'رسالتان جديدتان',
            few: '# رسائل جديدة',
            many: '# رسالة جديدة',
            other: '# رسالة جديدة',
          }),
        typing: (names) => (names.length > 2 ? 'عدة أشخاص يكتبون…' : `يكتب ${list(names)} الآن…`),
        started: 'بدأت المحادثة. سيجيبك أحدنا هنا قريبًا.',
        startedAlone: (opening) =>
          `بدأت المحادثة. لا يوجد أحد هنا الآن؛ ${opening ? `سنجيب ابتداءً من ${opening}` : 'ستجد الجواب هنا'}.`,
        filed: 'وصلنا طلبك. ستجد الجواب هنا.',
        place: (position) => (position > 1 ? count(position, { other: 'رقمك في الدور: #.' }) : 'أنت التالي في الدور.'),
        minutes: (minutes) =>
          forms(minutes, {
            zero: 'أقل من دقيقة.',
            one: 'نحو دقيقة.',
            two: 'نحو دقيقتين.',
            few: 'نحو # دقائق.',
            many: 'نحو # دقيقة.',
            other: 'نحو # دقيقة.',
          }),
        hours: (hours) =>
          forms(hours, {
            zero: 'أقل من ساعة.',
            one: 'نحو ساعة.',
            two: 'نحو ساعتين.',
            few: 'نحو # ساعات.',
            many: 'نحو # ساعة.',
            other: 'نحو # ساعة.',
          }),
        moreHours: (hours) =>
          forms(hours, {
            zero: 'أقل من ساعة.',
            one: 'أكثر من ساعة.',
            two: 'أكثر من ساعتين.',
            few: 'أكثر من # ساعات.',
            many: 'أكثر من # ساعة.',
            other: 'أكثر من # ساعة.',
          }),
        missing: 'لم تعد هذه المحادثة موجودة هنا.',
        failed: 'تعذّر تحميل هذه المحادثة. إنها محفوظة.',
        full: 'لا تعود هذه الصفحة إلى أبعد من ذلك.',
        says: (name, text) => `يقول ${name}: ${text}`,
      },

      status: {
        sending: 'جارٍ الإرسال…',
        waiting: 'في انتظار الإرسال',
        sent: 'أُرسلت',
        delivered: 'وصلت',
        read: 'قُرئت',
        refused: 'لم تُرسل',
        delete: 'حذف',
        edit: 'تعديل',
        anew: 'الإرسال في محادثة جديدة',
      },

      activity: {
        helps: (name) => `يساعدك الآن ${name}`,
        passedOn: (team) => `تم تحويل هذا إلى ${team}`,
        merged: 'يستمر هذا في محادثتك الأخرى',
        resolved: (name) => (name ? `تم الحل، بحسب ${name}` : 'تم الحل'),
        reopened: (name) => (name ? `أعاد ${name} فتح هذه المحادثة` : 'أُعيد فتح هذه المحادثة'),
        closed: (name) => (name ? `أغلق ${name} هذه المحادثة` : 'أُغلقت هذه المحادثة'),
        yours: {
          resolved: 'أشرتَ إلى أن هذا قد حُلّ',
          reopened: 'أعدتَ فتح هذه المحادثة',
          closed: 'أغلقتَ هذه المحادثة',
        },
      },

      writing: {
        placeholder: 'اكتب رسالة…',
        leave: 'اترك رسالة…',
        label: 'كتابة رسالة',
        send: 'إرسال',
        left: (characters) =>
          forms(characters, {
            zero: 'لم يبقَ أي حرف',
            one: 'بقي حرف واحد',
            two: 'بقي حرفان',
            few: 'بقيت # أحرف',
            many: 'بقي # حرفًا',
            other: 'بقي # حرف',
          }),
        over: (characters) =>
          forms(characters, {
            zero: 'الطول مناسب.',
            one: 'تزيد حرفًا واحدًا. اختصرها لتُرسل.',
            two: 'تزيد حرفين. اختصرها لتُرسل.',
            few: 'تزيد # أحرف. اختصرها لتُرسل.',
            many: 'تزيد # حرفًا. اختصرها لتُرسل.',
            other: 'تزيد # حرف. اختصرها لتُرسل.',
          }),
        resolved: 'تم الحل. اكتب لفتحها من جديد.',
        closed: 'هذه المحادثة مغلقة. اكتب لبدء محادثة جديدة.',
        anew: 'بدء محادثة جديدة',
      },

      refusals: {
        conversation_closed: 'أُغلقت هذه المحادثة قبل وصول رسالتك.',
        rate_limited: 'كان ذلك كثيرًا دفعة واحدة. انتظر لحظة ثم حاول مرة أخرى.',
        overloaded: 'الضغط كبير الآن. انتظر لحظة ثم حاول مرة أخرى.',
        not_found: 'لم تعد هذه المحادثة موجودة هنا.',
        forbidden: 'لم يعد بإمكانك الكتابة هنا.',
        unauthorized: 'انتهت جلستك هنا. أعد تحميل الصفحة للمتابعة.',
        conflict: 'تغيّر هذا في أثناء ذلك. ألقِ نظرة من جديد.',
        content_empty: 'لا يوجد ما يُرسل بعد.',
        content_too_long: 'الرسالة طويلة جدًا. اختصرها لتُرسل.',
        invalid: 'تعذّر قبول هذا كما هو. راجع ما كتبته.',
        payload_too_large: 'الحجم كبير جدًا.',
        unsupported_media_type: 'لا نقبل ملفات من هذا النوع.',
        other: 'لم ينجح ذلك. يُرجى المحاولة مرة أخرى.',
      },
    },

    request: {
      title: 'إرسال طلب',
      hint: 'لما يستغرق وقتًا أطول من الدردشة. يمكنك متابعة سيره هنا.',
      subject: 'الموضوع',
      category: 'ما موضوع الطلب؟',
      choose: 'اختر من فضلك',
      priority: 'ما مدى استعجاله؟',
      priorities: {
        low: 'منخفض: يمكنه الانتظار',
        medium: 'متوسط: خلال الأيام القادمة',
        high: 'مرتفع: يعيق عملي',
        urgent: 'عاجل: لا أستطيع المتابعة',
      },
      message: 'صِف ما تحتاج إليه',
      submit: 'إرسال الطلب',
      sending: 'جارٍ الإرسال…',
      noSubject: 'أعطِه موضوعًا في كلمات قليلة.',
      noMessage: 'صِف ما تحتاج إليه. تكفي كلمات قليلة.',
      lost: 'لا نعرف هل وصل طلبك. انظر في محادثاتك قبل أن ترسله مرة أخرى.',
    },
  };
}
