// Tables of labels and cues; see text_labels.hpp. They are compared folded (lower case, without marks) and
// only where a label or furniture may stand, never inside prose.
#include "indexer/formats/text_labels.hpp"

#include "common/text/ascii.hpp"
#include "indexer/enrich/date_words.hpp"
#include "indexer/formats/phrase_set.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace dateline {

namespace {

constexpr std::size_t max_heading_bytes = 90;

struct FieldLabels {
  TextField field;
  std::string_view labels;  // separated by "|"
};

constexpr auto field_labels = std::to_array<FieldLabels>({
    {TextField::date,
     "date|dated|published|published on|published at|published online|first published|published date|date "
     "published|publication date|pub "
     "date|posted|"
     "posted on|issued|release date|created|datum|veröffentlicht|veröffentlicht am|erschienen|erschienen am|"
     "publiziert|fecha|fecha de publicación|publicado|publicado el|date de publication|publié|publié le|paru "
     "le|data|"
     "data di pubblicazione|pubblicato|pubblicato il|data de publicação|publicado em|data "
     "publikacji|opublikowano|"
     "gepubliceerd|gepubliceerd op|дата|опубликовано|дата публикации|опубліковано|дата публікації|datum "
     "vydání|"
     "publikováno|dátum|päivämäärä|julkaistu|dato|publisert|publicerad|tarih|yayın "
     "tarihi|ημερομηνία|תאריך|التاريخ|"
     "تاريخ النشر|تاریخ|تاریخ انتشار|ngày|ngày "
     "đăng|วันที่|दिनांक|तारीख|日期|时间|時間|发布时间|发布日期|發布日期|發佈日期|"
     "發布時間|发表时间|日付|公開日|掲載日|날짜|등록일|입력|작성일"},
    {TextField::modified,
     "updated|last updated|updated on|modified|last modified|aktualisiert|zuletzt aktualisiert|mis à "
     "jour|mise à jour|"
     "actualizado|aggiornato|atualizado|atualizado em|bijgewerkt|aktualizacja|обновлено|оновлено|güncelleme|"
     "آخر تحديث|更新时间|更新日|更新|수정"},
    {TextField::author,
     "author|authors|author(s)|yazan|hazırlayan|reported by|correspondent|by|byline|writer|written "
     "by|reporter|autor|autorin|autoren|verfasser|von|auteur|"
     "auteurs|par|rédigé par|autore|autori|di|autores|autora|por|escrito "
     "por|door|auteur(s)|autorzy|автор|авторы|"
     "автори|текст|autoři|szerző|szerzők|kirjoittaja|forfatter|författare|av|yazar|συγγραφέας|συντάκτης|מאת|"
     "מחבר|"
     "الكاتب|بقلم|المؤلف|كاتب|نویسنده|tác giả|लेखक|作者|撰文|记者|記者|文|著者|執筆者|筆者|기자|저자|글"},
    {TextField::title,
     "title|headline|subject|titel|überschrift|schlagzeile|título|titular|titre|titolo|tytuł|заголовок|"
     "название|назва|"
     "titulek|název|cím|otsikko|tittel|rubrik|başlık|τίτλος|כותרת|العنوان|عنوان|tiêu "
     "đề|शीर्षक|标题|標題|題目|题目|"
     "タイトル|見出し|제목"},
    {TextField::summary,
     "summary|abstract|standfirst|subtitle|subhead|subheadline|deck|dek|lead|lede|teaser|excerpt|description|"
     "zusammenfassung|untertitel|vorspann|anreißer|résumé|chapô|sous-titre|resumen|bajada|entradilla|"
     "sommario|occhiello|"
     "resumo|samenvatting|inleiding|streszczenie|аннотация|анонс|краткое "
     "содержание|анотація|souhrn|perex|összefoglaló|"
     "ingress|özet|περίληψη|תקציר|ملخص|خلاصه|tóm tắt|摘要|概要|要約|導語|导语|요약"},
    {TextField::source,
     "source|sources|outlet|publication|publisher|newspaper|agency|quelle|quellen|fuente|fuentes|fonte|fonti|"
     "bron|"
     "źródło|источник|джерело|zdroj|forrás|lähde|kilde|källa|kaynak|πηγή|מקור|المصدر|مصدر|منبع|nguồn|स्रोत|"
     "来源|來源|"
     "消息来源|出典|出処|출처"},
    {TextField::tags,
     "tags|tag|keywords|keyword|key words|topics|topic|categories|category|subjects|filed under|schlagwörter|"
     "schlagworte|stichwörter|stichworte|themen|thema|kategorie|kategorien|etiquetas|palabras "
     "clave|temas|categoría|"
     "mots-clés|mots clés|étiquettes|thèmes|parole "
     "chiave|argomenti|etichette|palavras-chave|assuntos|trefwoorden|tagi|"
     "słowa kluczowe|теги|тэги|метки|ключевые слова|ключові слова|рубрика|štítky|klíčová "
     "slova|címkék|kulcsszavak|"
     "avainsanat|asiasanat|emneord|nyckelord|etiketler|anahtar kelimeler|ετικέτες|תגיות|الوسوم|وسوم|كلمات "
     "مفتاحية|"
     "الكلمات المفتاحية|كلمات دلالية|برچسب ها|برچسبها|کلیدواژه|từ "
     "khóa|टैग|标签|標籤|关键词|關鍵詞|关键字|タグ|キーワード|"
     "태그|키워드"},
    {TextField::url,
     "url|uri|link|permalink|web address|original url|source url|adresse|lien|enlace|ссылка|адрес|"
     "посилання|الرابط|رابط|链接|網址|网址|原文链接|リンク|링크"},
    {TextField::language,
     "language|lang|sprache|idioma|langue|lingua|língua|taal|język|язык|мова|jazyk|nyelv|kieli|"
     "språk|sprog|dil|γλώσσα|שפה|اللغة|زبان|ngôn ngữ|भाषा|语言|語言|言語|언어"},
    {TextField::caption,
     "photo|photos|photo credit|photo caption|photo by|image|image credit|picture|caption|credit|"
     "foto|fotos|bild|bildquelle|bildunterschrift|imagen|crédit photo|crédits photo|immagine|imagem|"
     "fot.|zdjęcie|фото|снимок|valokuva|bilde|fotograf|φωτογραφία|צילום|صورة|تصوير|عکس|ảnh|फोटो|"
     "图|图片|圖|写真|사진"},
});

constexpr std::string_view byline_words =
    "by|written by|von|par|por|door|di|od|автор|авторы|автори|بقلم|كتب|av|af|autor|text by|story "
    "by|reporting by";

// Before or behind a name with no space that tells them from it.
constexpr auto cjk_byline_words = std::to_array<std::string_view>(
    {"記者・", "記者：", "記者/", "記者 ", "记者・", "记者：", "记者/", "记者 ", "文・", "文／", "文/",
     "文 | ", "作者/", "撰文/", "撰文 ", "筆者・", "기자 "});

// What the names of outlets end or begin with.
constexpr std::string_view outlet_words =
    "agency|agence|agencia|agenzia|agentur|association|bulletin|bureau|center|centre|chronicle|college|"
    "commission|"
    "committee|council|courier|courrier|daily|department|digest|dispatch|dziennik|echo|el "
    "diario|examiner|foundation|"
    "fundacja|gazeta|gazette|globe|group|guardian|herald|independent|inquirer|institut|institute|instytut|"
    "journal|kurier|"
    "ledger|magazine|mail|ministry|mirror|monitor|nachrichten|network|news|observer|office|post|press|presse|"
    "quarterly|"
    "radio|record|register|report|reporter|review|revue|rundschau|sentinel|society|standard|star|sun|"
    "tageblatt|tageszeitung|"
    "telegraph|times|today|tribune|union|university|voice|weekly|zeitung|агентство|вестник|ведомости|газета|"
    "известия|"
    "институт|новости|правда|фонд";
constexpr std::string_view cjk_outlet_endings =
    "报|報|日报|日報|新聞|新闻|新闻网|通信|通讯社|通訊社|网|周刊|週刊|신문|일보|뉴스|통신";

// Heads of press releases and pages: whole lines.
constexpr std::string_view release_lines =
    "for immediate release|for release|immediate release|press release|press releases|news release|news "
    "releases|"
    "news room|newsroom|news room news releases|media release|media advisory|press advisory|press statement|"
    "press office|press room|press contact|press contacts|media contact|media contacts|media "
    "inquiries|contact|contacts|"
    "embargoed|news|home|menu|print|print this page|print version|printable version|email this|e-mail this "
    "page|"
    "latest|latest news|topics|releases|filter by|search|site map|sitemap|skip to content|skip to main "
    "content|back|back to top|share|share this|washington office|"
    "pressemitteilung|pressemeldung|medienmitteilung|presseinformation|zur sofortigen veröffentlichung|"
    "communiqué de presse|communiqué|pour diffusion immédiate|comunicado de prensa|nota de prensa|"
    "para publicación inmediata|comunicato stampa|comunicado de imprensa|nota à imprensa|persbericht|"
    "komunikat prasowy|informacja prasowa|пресс-релиз|пресс релиз|пресс-служба|прес-реліз|tisková zpráva|"
    "sajtóközlemény|lehdistötiedote|pressmeddelande|pressemelding|pressemeddelelse|basın bülteni|basın "
    "açıklaması|"
    "δελτίο τύπου|הודעה לעיתונות|بيان صحفي|بیانیه مطبوعاتی|thông cáo báo "
    "chí|新闻稿|新聞稿|プレスリリース|보도자료";

// Those that stand before something on the same line: "Contact: Ann Smith 202-555-0100".
constexpr std::string_view release_beginnings =
    "contact|contacts|media contact|press contact|for immediate release contact|for more information|"
    "for further information|for additional information|for release|embargoed "
    "until|phone|tel|telephone|fax|email|"
    "e-mail|united states senator|united states senate|united states congress|u.s. senator|u s senator|"
    "news from|from the office of|office of senator|office of the|statement from the office|washington "
    "office|"
    "kontakt|pressekontakt|ansprechpartner|rückfragen|contacto|contact presse|contatto|contatti|contato|"
    "контакты|контакт|контактная информация|للتواصل|联系人|聯絡人|お問い合わせ|문의";

constexpr std::string_view release_prefixes =
    "press release|news release|media release|media advisory|for immediate release|pressemitteilung|"
    "communiqué de presse|comunicado de prensa|comunicato stampa|persbericht|пресс-релиз";

// Headings of what follows an article on its page.
constexpr std::string_view furniture_headings =
    "support us|support|donate|donate now|donations|become a member|subscribe|subscribe now|sign "
    "up|newsletter|"
    "newsletters|sign up for our newsletter|follow us|follow|share|share this|share this article|share this "
    "post|"
    "share this story|share on|related|related posts|related articles|related stories|related news|related "
    "content|"
    "related topics|read more|read also|read next|more|more news|more stories|more from|see also|you may "
    "also like|"
    "you might also like|recommended|recommended for you|most read|most popular|popular posts|latest "
    "news|latest posts|"
    "recent posts|trending|comments|leave a comment|leave a reply|post a comment|about the author|about "
    "us|top|"
    "back to top|to top|browse by|current record|print|email|advertisement|sponsored|previous|next|previous "
    "article|next "
    "article|tweet|facebook|"
    "twitter|linkedin|whatsapp|telegram|copyright|legal notice|disclaimer|privacy policy|terms of "
    "use|contact us|"
    "unterstützen sie uns|unterstützen|spenden|jetzt spenden|abonnieren|teilen|mehr zum thema|ähnliche "
    "artikel|"
    "verwandte artikel|verwandte beiträge|weitere artikel|lesen sie auch|auch interessant|das könnte sie "
    "auch "
    "interessieren|nach oben|kommentare|anzeige|soutenez-nous|faire un don|s'abonner|abonnez-vous|partager|"
    "partager cet article|articles similaires|articles liés|à lire aussi|lire aussi|lire la "
    "suite|commentaires|"
    "haut de page|publicité|apóyanos|donar|suscríbete|compartir|comparte|artículos relacionados|noticias "
    "relacionadas|"
    "te puede interesar|leer más|lea también|lee también|comentarios|sostienici|dona ora|iscriviti|condividi|"
    "articoli correlati|leggi anche|potrebbe "
    "interessarti|commenti|apoie-nos|doe|assine|compartilhe|compartilhar|"
    "partilhar|artigos relacionados|notícias relacionadas|leia também|leia mais|veja "
    "também|comentários|steun ons|"
    "doneer|delen|deel dit artikel|gerelateerd|gerelateerde artikelen|lees ook|lees meer|reacties|wesprzyj "
    "nas|"
    "wspieraj nas|udostępnij|podobne artykuły|powiązane artykuły|powiązane wpisy|czytaj też|czytaj także|"
    "zobacz także|przeczytaj także|komentarze|поддержать|поддержите нас|поддержать "
    "нас|подписаться|подписывайтесь|"
    "поделиться|читайте также|читать также|похожие статьи|похожие материалы|материалы по теме|по теме|ещё по "
    "теме|"
    "другие новости|комментарии|реклама|наверх|підтримати|підтримайте нас|підписатися|поділитися|читайте "
    "також|"
    "схожі статті|коментарі|přečtěte si také|související články|sdílet|komentáře|kapcsolódó cikkek|megosztás|"
    "lue myös|les også|læs også|läs också|läs även|dela|del|paylaş|ilgili haberler|bunlar da ilginizi "
    "çekebilir|"
    "yorumlar|σχετικά άρθρα|διαβάστε επίσης|כתבות נוספות|שתף|ادعمنا|شارك|مشاركة|مواضيع ذات صلة|مقالات ذات "
    "صلة|"
    "أخبار ذات صلة|اقرأ أيضا|اقرأ المزيد|التعليقات|تعليقات|مطالب مرتبط|اخبار مرتبط|bài viết liên quan|chia "
    "sẻ|"
    "相关阅读|相关新闻|相关文章|相关报道|推荐阅读|延伸閱讀|相關新聞|相關文章|分享|评论|評論|返回顶部|"
    "関連記事|あわせて読みたい|"
    "シェア|コメント|관련기사|관련 기사|공유|댓글";

constexpr std::string_view furniture_phrases =
    "all rights reserved|all rights are reserved|©|copyright 1|copyright 2|copyright (c)|may be disseminated|"
    "may not be reproduced|may be reproduced|may not be used without|republish|please support|support our|"
    "please consider donating|make a donation|donations from|consider a donation|subscribe to our|sign up "
    "for our|"
    "sign up to our|follow us on|like us on|join us on|join our|read more at|read more:|click here|"
    "alle rechte vorbehalten|unterstützen sie unsere|abonnieren sie|folgen sie uns|tous droits réservés|"
    "reproduction interdite|abonnez-vous à|suivez-nous|todos los derechos reservados|síguenos en|suscríbete "
    "a|"
    "todos os direitos reservados|siga-nos|tutti i diritti riservati|riproduzione riservata|seguici su|"
    "alle rechten voorbehouden|wszelkie prawa zastrzeżone|wesprzyj|все права защищены|подписывайтесь на|"
    "подпишитесь на|при использовании материалов|перепечатка|усі права захищено|всі права захищено|"
    "підписуйтесь на|všechna práva vyhrazena|minden jog fenntartva|tüm hakları saklıdır|جميع الحقوق محفوظة|"
    "تمامی حقوق|版权所有|版權所有|未经授权|未經授權|無断転載|無断複製|무단전재|무단 전재|저작권자";

std::vector<std::string> split_list(std::string_view list) {
  std::vector<std::string> parts;
  while (!list.empty()) {
    const std::size_t bar = list.find('|');
    parts.push_back(fold_date_word(list.substr(0, bar)));
    list = bar == std::string_view::npos ? std::string_view() : list.substr(bar + 1);
  }
  return parts;
}

using WordSet = std::unordered_set<std::string>;

WordSet set_of(std::string_view list) {
  const auto parts = split_list(list);
  return {parts.begin(), parts.end()};
}

std::string_view without_ornaments(std::string_view line) {
  const auto strip = [&](std::string_view ornament) {
    while (line.starts_with(ornament)) line.remove_prefix(ornament.size());
    while (line.ends_with(ornament)) line.remove_suffix(ornament.size());
  };
  const std::size_t begin = line.find_first_not_of(" \t\r\n*_#>=-|:.!\"");
  if (begin == std::string_view::npos) return {};
  line = line.substr(begin, line.find_last_not_of(" \t\r\n*_#>=-|:.!\"") - begin + 1);
  for (const std::string_view ornament : {"\xC2\xA0", "：", "…", "»", "«", "→", "↑", "▲", "•", "–", "—"})
    strip(ornament);
  return line;
}

// Folded, with one space between words.
std::string folded_line(std::string_view line) {
  const std::string folded = fold_date_word(without_ornaments(line));
  std::string single;
  for (const char c : folded) {
    const bool is_space = c == ' ' || c == '\t' || c == '\n';
    if (is_space && (single.empty() || single.back() == ' ')) continue;
    single += is_space ? ' ' : c;
  }
  return single;
}

bool is_word_end(std::string_view folded, std::size_t at) {
  if (at >= folded.size()) return true;
  const auto byte = static_cast<unsigned char>(folded[at]);
  return byte < 0x80 && (byte < '0' || (byte > '9' && byte < 'a') || byte > 'z');
}

bool begins_with_any(std::string_view folded, const std::vector<std::string>& beginnings) {
  return std::ranges::any_of(beginnings, [&](const std::string& beginning) {
    return folded.starts_with(beginning) && is_word_end(folded, beginning.size());
  });
}

// How many bytes of the begin of `line` fold to `prefix`; 0 when none do.
std::size_t folded_prefix_bytes(std::string_view line, std::string_view prefix) {
  const std::string_view head = line.substr(0, prefix.size() + 2);
  if (is_ascii(head)) {
    const auto same = [](char folded, char c) { return folded == lower_ascii(c); };
    const bool begins_so =
        head.size() >= prefix.size() && std::ranges::equal(prefix, head.substr(0, prefix.size()), same);
    return begins_so ? prefix.size() : 0;
  }
  // Folding keeps the number of bytes only for ASCII; else it is measured in the line itself.
  std::size_t bytes = head.size();
  while (bytes > 0 && fold_date_word(line.substr(0, bytes)) != prefix) --bytes;
  return bytes;
}

}  // namespace

std::optional<TextField> field_of_label(std::string_view label) {
  static const auto table = [] {
    std::unordered_map<std::string, TextField> fields;
    for (const FieldLabels& row : field_labels) {
      for (std::string& part : split_list(row.labels)) fields.try_emplace(std::move(part), row.field);
    }
    return fields;
  }();
  if (label.size() > max_label_bytes) return std::nullopt;
  const auto found = table.find(folded_line(label));
  if (found == table.end()) return std::nullopt;
  return found->second;
}

std::optional<TextField> take_label(std::string_view text, std::size_t& end) {
  const std::string_view head = text.substr(0, max_label_bytes + 4);
  const std::size_t narrow = head.find(':');
  const std::size_t wide = head.find("：");
  const std::size_t colon = std::min(narrow, wide);
  if (colon == std::string_view::npos) return std::nullopt;
  const auto field = field_of_label(text.substr(0, colon));
  if (!field) return std::nullopt;
  end = colon + (colon == wide ? std::string_view("：").size() : 1);
  // "**Date:** …", "*Date*: …": what closes the emphasis belongs to the label.
  while (end < text.size() && (text[end] == '*' || text[end] == '_')) ++end;
  return field;
}

std::size_t byline_word_bytes(std::string_view line) {
  static const auto words = split_list(byline_words);
  for (const std::string_view word : cjk_byline_words) {
    if (line.starts_with(word)) return word.size();
  }
  for (const std::size_t space :
       {line.find(' '), line.find(' ', std::min(line.find(' '), line.size() - 1) + 1)}) {
    if (line.empty() || space == std::string_view::npos || space > max_label_bytes) continue;
    const std::string folded = fold_date_word(line.substr(0, space));
    if (std::ranges::find(words, folded) != words.end()) return space + 1;
  }
  return 0;
}

bool is_outlet_name(std::string_view line) {
  static const WordSet words = set_of(outlet_words);
  static const auto endings = split_list(cjk_outlet_endings);
  constexpr std::size_t max_name_bytes = 60;
  if (line.size() > max_name_bytes) return false;
  const std::string folded = folded_line(line);
  if (folded.empty() || std::ranges::count(folded, ' ') > 5 || is_release_furniture(line)) return false;
  const std::size_t last = folded.rfind(' ');
  if (words.contains(folded.substr(last == std::string::npos ? 0 : last + 1))) return true;
  const std::size_t first = folded.find(' ');
  if (first != std::string::npos && words.contains(folded.substr(0, first))) return true;
  return std::ranges::any_of(endings, [&](const std::string& ending) { return folded.ends_with(ending); });
}

bool is_release_furniture(std::string_view line) {
  static const WordSet lines = set_of(release_lines);
  static const auto beginnings = split_list(release_beginnings);
  constexpr std::size_t max_line_bytes = 160;  // a longer one is a paragraph
  if (line.size() > 4 * max_line_bytes) return false;
  const std::string folded = folded_line(line);
  if (folded.empty() || folded.size() > max_line_bytes) return false;
  if (lines.contains(folded) || begins_with_any(folded, beginnings)) return true;
  const auto digits = std::ranges::count_if(folded, [](char c) { return c >= '0' && c <= '9'; });
  return digits >= 7 && static_cast<std::size_t>(digits) * 2 >= folded.size();  // a telephone number
}

std::size_t release_prefix_bytes(std::string_view line) {
  static const auto prefixes = split_list(release_prefixes);
  for (const std::string& prefix : prefixes) {
    const std::size_t bytes = folded_prefix_bytes(line, prefix);
    if (bytes == 0) continue;
    const std::string_view rest = line.substr(bytes);
    if (rest.starts_with(':') || rest.starts_with("  ") || rest.starts_with(" -") || rest.starts_with(" –"))
      return bytes;
  }
  return 0;
}

bool is_furniture_heading(std::string_view line) {
  static const WordSet headings = set_of(furniture_headings);
  return line.size() <= max_heading_bytes && headings.contains(folded_line(line));
}

bool is_furniture_sentence(std::string_view paragraph) {
  static const PhraseSet phrases(split_list(furniture_phrases));
  constexpr std::size_t max_paragraph_bytes = 700;
  if (paragraph.size() > max_paragraph_bytes) return false;
  return phrases.occurs_in(folded_line(paragraph));
}

bool is_end_mark(std::string_view line) {
  if (line.size() > 24) return false;
  std::string packed;
  for (const char c : line) {
    if (c != ' ' && c != '\t' && c != '\r') packed += c;
  }
  if (packed == "30" || packed == "-30-" || packed == "–30–" || packed == "—30—" || packed == "-end-" ||
      packed == "-END-" || packed == "--30--" || packed == "(END)" || packed == "END" || packed == "end")
    return true;
  return packed.size() >= 2 && packed.find_first_not_of('#') == std::string::npos;
}

}  // namespace dateline
