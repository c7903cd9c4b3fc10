#!/usr/bin/env python3
"""Write a content folder of N Chinese case write-ups, for tests and measurements.

usage: corpus.py N OUT [--seed S] [--hugo]

Writes OUT/site.yaml, OUT/topics.yaml and OUT/cases/NNNNN.md: YAML front matter
and a body, about 7.8 kB of UTF-8 a case, with headings, lists, emphasis, a table,
quotations and links. The same N and seed give the same bytes. --hugo adds the
taxonomy key that the Hugo site beside this file reads, and leaves out the two
YAML files.
"""

import argparse
import random
from pathlib import Path

DISTRICTS = (
    "锦江区 青羊区 金牛区 武侯区 成华区 龙泉驿区 青白江区 新都区 温江区 双流区 郫都区 新津区 天府新区 高新区 "
    "简阳市 都江堰市 彭州市 邛崃市 崇州市 金堂县 大邑县 蒲江县"
).split()
TOPICS = "治理机制 基层党建 幸福生活 六微工程 生态环境".split()
PLACES = (
    "顺和 团结 顺江 三根松 瓦窑 学府 兴隆 簇锦 天府 锦城 桂溪 望江 玉林 双楠 浣花 草堂 八里 青龙 建设 跳蹬 沙河 "
    "驷马 西安 荷花 金沙 光华 百花 同乐 长寿 清波"
).split()
CLAUSES = """把党建融入社区发展、服务、治理的各方面
将一般网格细分为若干微网格并逐一明确责任人
按照全面覆盖的原则建立“总网格—一般网格—微网格”三级体系
对日常发现的矛盾纠纷和安全隐患分类上报
由总网格分析研判后分类交办给驻网格两委和网格员
按照“谁办理谁反馈”的原则建立反馈循环
动员业主志愿者参与宣传发动和值守引导
盘活架空层空间资源打造邻里共享活动阵地
挖掘退役军人和老干部担任微网格员
把政策宣传、隐患排查、矛盾化解等事项纳入职责清单
通过议事会和院落会丰富民主协商途径
让居民从“门对门”走向“面对面”
建立党员队伍、机关事业单位人员和志愿力量“三张清单”
推动治理上下协同、快速响应、精准到位
形成可复制、可借鉴的垃圾分类模式
针对商住小区将物业项目经理纳入微网格长
以群众需求为导向强化对弱势群体的关爱
利用居民微信群和公众号开展法治宣传""".split("\n")


def sentence(rng):
    clauses = "，".join(rng.sample(CLAUSES, rng.randint(2, 4)))
    return clauses + rng.choice("。。。。！")


def paragraph(rng):
    sentences = [sentence(rng) for _ in range(rng.randint(3, 5))]
    if rng.random() < 0.7:
        place = rng.randint(0, len(sentences))
        number = f"{rng.randint(2, 9)}{rng.randint(1, 9)}{rng.randint(1, 9)}"
        sentences.insert(place, f"**“{number}”**工作法由此*逐步成形*，")
    if rng.random() < 0.3:
        sentences.append(f"详见[街道公开资料](https://example.org/{rng.randint(1, 9999)})。")
    return "".join(sentences)


def front_matter(number, rng, place, district, topic, hugo):
    lines = [
        "---",
        f"title: {place}社区第{number}号案例：{rng.choice(CLAUSES)[:14]}",
        f"date: 2023-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}",
        f"district: {district}",
        f"street: {place}街道",
        f"community: {place}社区",
        f"topics: [{topic}]",
        f"tags: [{rng.choice(PLACES)}, {rng.choice(PLACES)}]",
        f"author: 记者{rng.randint(1, 40)}",
        f"summary: {sentence(rng)}",
    ]
    return lines + ([f"districts: [{district}]"] if hugo else []) + ["---", ""]


def section(rng):
    lines = [f"## {rng.choice(CLAUSES)[:12]}", "", paragraph(rng), "", paragraph(rng), ""]
    shape = rng.random()
    if shape < 0.3:
        lines += [f"- {clause}" for clause in rng.sample(CLAUSES, 4)] + [""]
    elif shape < 0.5:
        lines += [f"> {sentence(rng)}", ""]
    elif shape < 0.7:
        lines += [f"{n}. {clause}" for n, clause in enumerate(rng.sample(CLAUSES, 4), 1)] + [""]
    return lines


def grid_table(rng, grids, micro):
    rows = [f"| 第{n}网格 | {rng.randint(3, 20)} | {rng.randint(100, 900)} |" for n in range(1, grids + 1)]
    total = f"全社区共有{grids}个一般网格、{micro}个微网格。"
    return ["| 网格 | 微网格 | 户数 |", "| --- | ---: | ---: |", *rows, "", total, ""]


def case(number, rng, hugo=False):
    """The text of one case; the random generator decides everything but the number."""
    district, place, topic = rng.choice(DISTRICTS), rng.choice(PLACES), rng.choice(TOPICS)
    grids, micro = rng.randint(3, 9), rng.randint(20, 99)
    lines = front_matter(number, rng, place, district, topic, hugo)
    for _ in range(rng.randint(3, 5)):
        lines += section(rng)
    return "\n".join(lines + grid_table(rng, grids, micro))


def write_cases(folder, count, seed=1, hugo=False):
    """Writes cases/00001.md … below a content folder."""
    rng = random.Random(seed)
    cases = Path(folder) / "cases"
    cases.mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        (cases / f"{number:05d}.md").write_text(case(number, rng, hugo), encoding="utf-8")


def write_settings(folder):
    """Writes the site.yaml and topics.yaml that the cases need."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    settings = "title: 微网实格优秀案例展播\nbase_url: https://example.org/\nlanguage: zh-CN\n"
    topics = "".join(f"- key: t{number}\n  title: {title}\n" for number, title in enumerate(TOPICS, 1))
    (folder / "site.yaml").write_text(settings, encoding="utf-8")
    (folder / "topics.yaml").write_text(topics, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("n", type=int)
    parser.add_argument("out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hugo", action="store_true")
    options = parser.parse_args()
    if not options.hugo:
        write_settings(options.out)
    write_cases(options.out, options.n, options.seed, options.hugo)


if __name__ == "__main__":
    main()
