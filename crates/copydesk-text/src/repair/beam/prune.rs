use super::node::Node;
use super::trail::Trail;

/// How many ways of a sort are kept: where lost characters are guessed at, many differ in these only.
const WIDTH: usize = 64;
/// The same of ways that end within a character.
const WIDTH_WITHIN: usize = 160;
/// The same where nothing is guessed at.
const NARROW: usize = 8;
/// A way that costs so many quarter bits more than the best of its sort is given up.
const HOPELESS: i32 = 56;
/// So many ways to the same place are looked at, on average.
const ALIKE: usize = 4;
/// Of each sort, after how many ways losses without a trace are thought of.
const PROMISING: usize = 4;

/// The cheapest of the ways that cannot be told apart from here on, as far as they have hope.
pub(super) fn prune(reached: Vec<Node>, infers: bool, trail: &mut Trail) -> Vec<Node> {
    let mut survivors = Vec::new();
    for nodes in by_sort(reached) {
        let width = match nodes[0].place.is_border() {
            _ if !infers => NARROW,
            true => WIDTH,
            false => WIDTH_WITHIN,
        };
        let nodes = cheapest(nodes, width * ALIKE);
        keep(nodes, width, trail, &mut survivors);
    }
    survivors
}

/// The ways by the sort of their places, since others cannot be compared.
fn by_sort(nodes: Vec<Node>) -> Vec<Vec<Node>> {
    let mut sorts: Vec<(u32, Vec<Node>)> = Vec::new();
    for node in nodes {
        let sort = node.place.sort();
        match sorts.iter_mut().find(|(own, _)| *own == sort) {
            Some((_, nodes)) => nodes.push(node),
            None => sorts.push((sort, vec![node])),
        }
    }
    sorts.sort_unstable_by_key(|&(sort, _)| sort);
    sorts.into_iter().map(|(_, nodes)| nodes).collect()
}

/// So many of the ways, the cheapest, as far as they have hope.
fn cheapest(mut nodes: Vec<Node>, count: usize) -> Vec<Node> {
    let best = nodes.iter().map(|node| node.cost).min().unwrap_or(0);
    nodes.retain(|node| node.cost <= best + HOPELESS);
    if nodes.len() > count {
        nodes.select_nth_unstable_by_key(count, |node| (node.cost, node.key()));
        nodes.truncate(count);
    }
    nodes
}

/// Keeps the cheapest of ways that go on alike, and the cheapest of those.
fn keep(mut nodes: Vec<Node>, width: usize, trail: &mut Trail, survivors: &mut Vec<Node>) {
    nodes.sort_unstable_by_key(|node| (node.key(), node.cost));
    let groups: Vec<&[Node]> = nodes
        .chunk_by(|one, other| one.key() == other.key())
        .collect();
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_unstable_by_key(|&index| (groups[index][0].cost, index));
    for index in order.into_iter().take(width) {
        let node = &groups[index][0];
        let number = trail.add(node.from, node.step);
        survivors.push(node.after(number));
        for rival in &groups[index][1..] {
            trail.add_rival(number, rival.from, rival.step, rival.cost - node.cost);
        }
    }
}

/// The ways after which it is worth while to think of losses.
pub(super) fn promising(nodes: &[Node]) -> Vec<Node> {
    let mut promising = Vec::new();
    for nodes in by_sort(nodes.to_vec()) {
        let mut nodes = cheapest(nodes, PROMISING);
        nodes.sort_unstable_by_key(|node| (node.cost, node.key()));
        let best = nodes[0].cost;
        promising.extend(
            nodes
                .into_iter()
                .filter(|node| node.cost <= best + HOPELESS / 4),
        );
    }
    promising
}
