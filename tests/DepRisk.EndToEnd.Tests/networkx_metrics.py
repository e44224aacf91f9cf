"""Metrics of every graph of GraphML files, by networkx: python3 networkx_metrics.py FILE... One line of JSON a graph, in the order of the files."""
import json
import sys

import networkx as nx
from networkx.readwrite.graphml import GraphMLReader


def cut(graph, root, target):
    """Packages that must go for target to be unreachable; projects cannot go, and their own references to it are not counted."""
    flow = nx.DiGraph()
    flow.add_nodes_from([(root, "out"), (target, "in")])
    for node, data in graph.nodes(data=True):
        if data["type"] == "project":
            flow.add_edge((node, "in"), (node, "out"))
        else:
            flow.add_edge((node, "in"), (node, "out"), capacity=1)
    for start, end in graph.edges:
        if not (end == target and graph.nodes[start]["type"] == "project"):
            flow.add_edge((start, "out"), (end, "in"))
    return nx.maximum_flow_value(flow, (root, "out"), (target, "in"))


for file in sys.argv[1:]:
    for graph in GraphMLReader()(path=file):
        nodes = list(graph.nodes)
        index = {node: i for i, node in enumerate(nodes)}
        root = nodes[0]
        packages = [node for node in nodes if graph.nodes[node]["type"] == "package"]
        depths = nx.single_source_shortest_path_length(graph, root)
        dominators = nx.immediate_dominators(graph, root)
        print(json.dumps({
            "nodes": [graph.nodes[node]["name"] for node in nodes],
            "depths": [depths.get(node, -1) for node in nodes],
            "dominators": [-1 if node == root or node not in dominators else index[dominators[node]] for node in nodes],
            "trusted": {graph.nodes[node]["name"]: sum(1 for below in nx.descendants(graph, node) if graph.nodes[below]["type"] == "package") for node in packages},
            "cuts": {graph.nodes[node]["name"]: cut(graph, root, node) for node in packages},
        }))
