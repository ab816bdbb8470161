#include "indexer/formats/charset.hpp"

#include <memory>
#include <vector>

#include <catch2/catch.hpp>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

using namespace dateline;

namespace {

std::string encode(const std::string& utf8, const char* charset) {
  const auto text = icu::UnicodeString::fromUTF8(utf8);
  std::string bytes(static_cast<std::size_t>(text.length()) * 4 + 16, '\0');
  const int32_t length =
      text.extract(0, text.length(), bytes.data(), static_cast<uint32_t>(bytes.size()), charset);
  bytes.resize(static_cast<std::size_t>(length));
  return bytes;
}

struct Prose {
  const char* charset;  // as ICU names it
  const char* text;
};

}  // namespace

TEST_CASE("prose in a charset that nobody declared reads as it was written", "[charset]") {
  const auto row = GENERATE(
      Prose{"windows-1252",
            "The Senator\xE2\x80\x99s bill would end the \xE2\x80\x9Cloophole\xE2\x80\x9D at once."},
      Prose{"windows-1252", "It\xE2\x80\x99s time."},
      Prose{"windows-1252", "Funding:\xC2\xA0 $25 million\xC2\xA0\xC2\xA0\xC2\xA0 for roads"},
      Prose{"windows-1252", "The café reopened in Quebec after a long dispute."},
      Prose{"windows-1252", "Le président a été reçu à l’Élysée, où il a évoqué la réforme très attendue."},
      Prose{"windows-1252", "Die Regierung möchte die Gebühren für Straßen über die Grenze erhöhen."},
      Prose{"windows-1252",
            "El año pasado la región recibió más turistas; el alcalde celebró el crecimiento."},
      Prose{"windows-1252", "A Comissão não aprovou o orçamento; as negociações continuarão até março."},
      Prose{"windows-1252", "Regeringen föreslår höjda skatter på flyg från nästa år."},
      Prose{"windows-1250",
            "Rząd zapowiedział, że w przyszłym roku zwiększy wydatki na obronność i służbę zdrowia."},
      Prose{"windows-1250",
            "Vláda schválila návrh zákona, který příští rok zvýší důchody o tři tisíce korun."},
      Prose{"windows-1250",
            "A kormány bejelentette, hogy jövőre több pénzt költ az egészségügyre és az űrkutatásra."},
      Prose{"iso-8859-2",
            "Rząd zapowiedział, że w przyszłym roku zwiększy wydatki na obronność i służbę zdrowia."},
      Prose{"windows-1254", "Türkiye'nin yeni başkanı dün Ankara'da göreve başladı; ığdır için çalışacak."},
      Prose{"windows-1257",
            "Vyriausybė pritarė įstatymui, kuris kitąmet padidins išmokas šeimoms ir žmonėms."},
      Prose{"windows-1251", "Председатель Государственной Думы встретился в Тегеране с президентом страны."},
      Prose{"koi8-r", "Председатель Государственной Думы встретился в Тегеране с президентом страны."},
      Prose{"iso-8859-5", "Председатель Государственной Думы встретился в Тегеране с президентом страны."},
      Prose{"windows-1253", "Η κυβέρνηση ανακοίνωσε χθες νέα μέτρα για την οικονομία και την απασχόληση."},
      Prose{"windows-1255", "הממשלה הודיעה אתמול על צעדים חדשים לחיזוק הכלכלה ושוק העבודה במדינה."},
      Prose{"windows-1256", "أعلنت الحكومة أمس عن إجراءات جديدة لدعم الاقتصاد وسوق العمل في البلاد."},
      Prose{"gb18030", "国家主席昨日在北京会见来访的外国领导人，双方就经济合作问题交换了意见。"},
      Prose{"windows-950-2000", "總統昨日在台北會見來訪的外國領導人，雙方就經濟合作問題交換了意見。"},
      Prose{"shift_jis", "首相は昨日、東京で外国の首脳と会談し、経済協力について意見を交換した。"},
      Prose{"euc-jp", "首相は昨日、東京で外国の首脳と会談し、経済協力について意見を交換した。"},
      Prose{"iso-2022-jp", "首相は昨日、東京で外国の首脳と会談し、経済協力について意見を交換した。"},
      Prose{"euc-kr", "대통령은 어제 서울에서 외국 정상과 회담하고 경제 협력 방안을 논의했다."},
      Prose{"macintosh", "The Senator’s aides said “no” – the café’s owner didn’t."},
      Prose{"utf-16le", "The Senate met on Tuesday.\nNothing was decided."},
      Prose{"utf-16be", "Сенат собрался во вторник.\nНичего не решили."});
  CAPTURE(row.charset, row.text);
  const DecodedText decoded = decode_text(encode(row.text, row.charset));
  CAPTURE(decoded.charset);
  CHECK(decoded.text == row.text);
  CHECK(decoded.invalid_bytes == 0);
}

TEST_CASE("a byte order mark decides and does not stay", "[charset]") {
  const auto row =
      GENERATE(Prose{"utf-8", "\xEF\xBB\xBF"}, Prose{"utf-16le", "\xFF\xFE"}, Prose{"utf-16be", "\xFE\xFF"},
               Prose{"utf-32le", "FFFE0000"}, Prose{"utf-32be", "0000FEFF"});
  std::string mark = row.text;
  if (mark.size() == 8)
    mark = row.charset == std::string("utf-32le") ? std::string("\xFF\xFE\0\0", 4)
                                                  : std::string("\0\0\xFE\xFF", 4);
  CAPTURE(row.charset);
  const DecodedText decoded = decode_text(mark + encode("Žižek said “hi” 🙂", row.charset), "koi8-r");
  CHECK(decoded.text == "Žižek said “hi” 🙂");
  CHECK(decoded.charset == row.charset);
}

TEST_CASE("a declaration counts where the bytes can be that", "[charset]") {
  struct Row {
    const char* bytes;
    const char* declared;
    const char* text;
    const char* charset;
  };
  const auto row = GENERATE(
      Row{"\xCF\xF0\xE8\xE2\xE5\xF2", "windows-1251", "Привет", "windows-1251"},
      Row{"\xCF\xF0\xE8\xE2\xE5\xF2", "CP1251", "Привет", "windows-1251"},
      Row{"it\x92s", "ISO-8859-1", "it’s", "windows-1252"},
      Row{"it\x92s", " us-ascii", "it’s", "windows-1252"}, Row{"\xB9\xFA", "gb2312", "国", "gb18030"},
      Row{"Привет, мир", "windows-1251", "Привет, мир", "utf-8"},  // the declaration is wrong
      Row{"caf\xE9", "utf-8", "café", "windows-1252"},             // and here
      Row{"caf\xE9", "utf-16", "café", "windows-1252"}, Row{"abc", "no-such-charset", "abc", "utf-8"});
  CAPTURE(row.text, row.declared);
  const DecodedText decoded = decode_text(row.bytes, row.declared);
  CHECK(decoded.text == row.text);
  CHECK(decoded.charset == row.charset);
}

TEST_CASE("a few broken bytes do not make UTF-8 another charset", "[charset]") {
  const DecodedText decoded = decode_text("Żółć i gęśla jaźń, a tu \xFF błąd");
  CHECK(decoded.charset == "utf-8");
  CHECK(decoded.text == "Żółć i gęśla jaźń, a tu \xEF\xBF\xBD błąd");
  CHECK(decoded.invalid_bytes == 1);
}

TEST_CASE("text cut anywhere and bytes of every kind come out as valid UTF-8", "[charset][property]") {
  const auto* charset =
      GENERATE("utf-8", "utf-16le", "utf-16be", "shift_jis", "gb18030", "euc-kr", "iso-2022-jp");
  const std::string whole = encode("首相は昨日、東京で 대통령은 🙂 Zażółć.", charset);
  for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
    const DecodedText decoded = decode_text(std::string_view(whole).substr(0, cut), charset);
    CHECK(decode_text(decoded.text).invalid_bytes == 0);
    CHECK(decoded.text.size() <= 3 * cut + 3);
  }
}

TEST_CASE("an empty file is empty text", "[charset]") {
  CHECK(decode_text("").text.empty());
  CHECK(decode_text("\xEF\xBB\xBF").text.empty());
  CHECK(decode_text("", "koi8-r").text.empty());
}

TEST_CASE("binary is told from text", "[charset]") {
  CHECK(
      looks_binary(std::string_view("\x7F"
                                    "ELF\x02\x01\x01\0\0\0\0",
                                    11)));
  CHECK(looks_binary(std::string_view("abc\0def", 7)));
  CHECK(looks_binary("\x01\x02\x03\x04 abc"));
  CHECK_FALSE(looks_binary("plain\ttext\r\n"));
  CHECK_FALSE(looks_binary("old wire copy with one \x1F sign in a long enough line"));
  CHECK_FALSE(looks_binary(encode("A line in UTF-16", "utf-16le")));
  CHECK_FALSE(looks_binary(""));
}
