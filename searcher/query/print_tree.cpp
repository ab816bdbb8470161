// A query tree in words, one line a node: what `explain` shows; see parse.hpp.
#include "common/error.hpp"
#include "searcher/query/parse.hpp"

#include <cstdio>

namespace dateline {

namespace {

std::string_view occur_words(Occur occur) {
  switch (occur) {
    case Occur::should:
      return "";
    case Occur::must:
      return "required ";
    case Occur::must_not:
      return "excluded ";
    case Occur::filter:
      return "restricting ";
  }
  throw Error(ErrorKind::internal, "a clause stands in its query in no known way");
}

std::string quoted(const std::string& text) {
  return "\"" + text + "\"";
}

std::string node_words(const QueryNode& node) {
  const std::string distance = std::to_string(node.distance);
  switch (node.kind) {
    case NodeKind::word:
      return "word " + quoted(node.text);
    case NodeKind::phrase:
      return "phrase " + quoted(node.text) + (node.distance > 0 ? " within " + distance : "");
    case NodeKind::prefix:
      return "words that begin with " + quoted(node.text);
    case NodeKind::fuzzy:
      return "words like " + quoted(node.text) + (node.distance > 0 ? " by " + distance : "");
    case NodeKind::near:
      return "near, within " + distance;
    case NodeKind::adjacent:
      return "in order, within " + distance;
    case NodeKind::date:
      return describe(node.interval);
    case NodeKind::everything:
      return "every article";
    case NodeKind::all_of:
      return "all of";
    case NodeKind::any_of:
      return "any of";
    case NodeKind::query:
      return "query";
  }
  throw Error(ErrorKind::internal, "a query node is of no known kind");
}

void print_node(const QueryNode& node, std::size_t depth, std::string& out) {
  out.append(2 * depth, ' ');
  out += occur_words(node.occur);
  if (node.field) out += std::string(field_row(*node.field).name) + ": ";
  out += node_words(node);
  if (node.boost != 1) {
    char boost[32];
    std::snprintf(boost, sizeof boost, " ^%g", node.boost);
    out += boost;
  }
  out += '\n';
  for (const QueryNode& child : node.children) print_node(child, depth + 1, out);
}

}  // namespace

std::string print_tree(const QueryNode& root) {
  std::string out;
  print_node(root, 0, out);
  return out;
}

}  // namespace dateline
